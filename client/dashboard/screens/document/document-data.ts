import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ArtifactRef } from '../../../../contract/artifact.ts';
import { type Draft, draftSchema } from '../../../../contract/draft/blocks.ts';
import type { ReportForm } from '../../../../contract/draft/kind-marks.ts';
import type { Evidence } from '../../../../contract/evidence/evidence.ts';
import { type Source, sourceSetSchema } from '../../../../contract/evidence/source.ts';
import { DossierError } from '../../../../contract/failures.ts';
import { numberedNotesSchema } from '../../../../contract/notes.ts';
import { type ClaimVerdict, type Finding, verificationSchema } from '../../../../contract/verification.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';

/** A draft with all that its sentences rest on. */
export interface DocumentData {
  draft: Draft;
  /** Whether it is a text of its own or a document that was checked: sentences that nobody verified are called otherwise. */
  form: ReportForm;
  /** By the id of the sentence or row. */
  verdicts: ReadonlyMap<string, ClaimVerdict>;
  findings: readonly Finding[];
  evidence: ReadonlyMap<string, Evidence>;
  sources: ReadonlyMap<string, Source>;
}

async function read<Schema extends z.ZodType>(
  schema: Schema,
  { sha256, title }: ArtifactRef,
): Promise<z.output<Schema>> {
  const content = schema.safeParse(await instance.artifactJson(sha256));
  if (content.success) return content.data;
  throw new DossierError('artifact-corrupt', `“${title}” is not in the form that this page reads.`, {
    cause: content.error,
  });
}

/** Reads a draft, its verification and the notes and sources behind it. What is not there yet is empty. */
export function useDocument(
  view: JobView,
  draft: ArtifactRef | undefined,
  verification: ArtifactRef | null | undefined,
) {
  const { notes, sources } = view.artifacts;
  const hashes = [draft, verification, notes, sources].map((ref) => ref?.sha256 ?? null);
  return useQuery({
    queryKey: ['artifact', 'document', ...hashes],
    enabled: draft !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<DocumentData> => {
      if (draft === undefined) throw new DossierError('not-found', 'There is no draft yet.');
      const [body, verified, noted, readSources] = await Promise.all([
        read(draftSchema, draft),
        verification ? read(verificationSchema, verification) : null,
        notes === undefined ? null : read(numberedNotesSchema, notes),
        sources === undefined ? null : read(sourceSetSchema, sources),
      ]);
      const all = [
        ...(readSources?.sources ?? []),
        ...(readSources?.document === undefined ? [] : [readSources.document]),
      ];
      return {
        draft: body,
        form: view.kind,
        verdicts: new Map((verified?.verdicts ?? []).map((verdict) => [verdict.claimId, verdict])),
        findings: verified?.findings ?? [],
        evidence: new Map((noted?.evidence ?? []).map((one) => [one.id, one])),
        sources: new Map(all.map((source) => [source.id, source])),
      };
    },
  });
}
