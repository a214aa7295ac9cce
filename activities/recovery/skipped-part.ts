import { correctedBatchSchema } from '../../contract/checked-document.ts';
import { DossierError } from '../../contract/failures.ts';
import { itemNotesSchema } from '../../contract/notes.ts';
import { judgedBatchSchema } from '../../contract/verification.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';

type Skipped = Parameters<Activities['skippedPart']>[0];

/** Makes the activity that writes the output of a part which a person skipped: empty, and saying so. */
export function createSkippedPart(ports: { artifacts: Pick<ArtifactStore, 'putJson'> }): Activities['skippedPart'] {
  return async (skipped) => ({ output: await ports.artifacts.putJson(standIn(skipped), `${skipped.title} (skipped)`) });
}

function standIn({ part, item, title, reason }: Skipped): unknown {
  const why = reason.trim() === '' ? 'A person skipped this part.' : `A person skipped this part: ${reason.trim()}`;
  switch (part) {
    case 'item-notes':
      return itemNotesSchema.parse({
        ...{ item, question: title, status: 'not-answered' },
        ...{ statements: [], conflicts: [], gaps: [why] },
      });
    case 'judged':
      return judgedBatchSchema.parse({ verdicts: [] });
    case 'corrections':
      return correctedBatchSchema.parse({ corrections: [] });
    default:
      throw new DossierError('action-not-allowed', `Nothing can stand in the place of ${title}.`);
  }
}
