import type { z } from 'zod';
import type { correctionTaskSchema } from '../../contract/checked-document.ts';
import { claimsOf, draftSchema } from '../../contract/draft/blocks.ts';
import { verificationSchema } from '../../contract/verification.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';

/** At most so many claims are corrected by one model call. */
const BATCH_SIZE = 20;

/**
 * Makes the activity that says which claims are to be corrected: those that verification found faulty and, where a reviewer sent the
 * draft back, every sentence, since only the model can tell which ones the comment means.
 */
export function createCorrectionTask(ports: {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
}): Activities['correctionTask'] {
  return async ({ draft, findings, comment }) => {
    const { artifacts } = ports;
    const claims = claimsOf(await readArtifact(artifacts, draft, draftSchema));
    const verification = findings === null ? null : await readArtifact(artifacts, findings, verificationSchema);
    const faulty = new Set([
      ...(verification?.verdicts ?? []).filter(({ verdict }) => verdict !== 'supported').map(({ claimId }) => claimId),
      ...(verification?.findings ?? []).flatMap(({ severity, claimId }) =>
        severity === 'blocking' ? (claimId ?? []) : [],
      ),
    ]);
    const ids = claims.map(({ id }) => id).filter((id) => comment.trim() !== '' || faulty.has(id));
    const batches = Array.from({ length: Math.ceil(ids.length / BATCH_SIZE) }, (_, at) =>
      ids.slice(at * BATCH_SIZE, (at + 1) * BATCH_SIZE),
    );
    const task: z.infer<typeof correctionTaskSchema> = { batches, faulty: [...faulty] };
    return { output: await artifacts.putJson(task, 'What is to be corrected'), batches: batches.length };
  };
}
