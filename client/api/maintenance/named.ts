import type { Ledger } from '../../../store/ledger/port.ts';
import { addMentioned, addNames, type Names, noNames } from '../../../store/naming/hashes.ts';
import type { WalkOptions } from '../../../store/naming/walk-names.ts';
import type { JobControl } from '../job-control.ts';

/** Where names come from. */
export interface NamingParts {
  ledger: Ledger;
  control: JobControl;
}

/**
 * The names in the histories of open jobs and then in the ledger. In this order: what a job's history named is in the ledger
 * before its run closes. Of extractions, both the document and what was read from it.
 */
export async function* namesOfAll(
  { ledger, control }: NamingParts,
  choose: (row: { jobId: string | null }) => boolean = () => true,
): AsyncGenerator<Names> {
  const open = (await ledger.openJobs()).map(({ jobId }) => jobId);
  for await (const text of control.openHistories(open)) yield mentionedIn(text);
  for await (const row of ledger.namingRows()) if (choose(row)) yield namesIn(row.text);
}

/** The names in the rows of one job. */
export async function* namesOfJob({ ledger }: Pick<NamingParts, 'ledger'>, jobId: string): AsyncGenerator<Names> {
  for await (const { text } of ledger.namingRows(jobId)) yield namesIn(text);
}

/** What was read from a document belongs to its bytes: it stays and goes with them. */
export async function extractionsBeside(ledger: Ledger): Promise<NonNullable<WalkOptions['beside']>> {
  const results = new Map<string, string[]>();
  for await (const { sha256, result } of ledger.extractionEdges())
    results.set(sha256, [...(results.get(sha256) ?? []), result]);
  return (sha256) => results.get(sha256) ?? [];
}

/** A history also tells of what was dropped long ago: nothing of it must be there. */
function mentionedIn(text: string): Names {
  const names = noNames();
  addMentioned(names, text);
  return names;
}

function namesIn(text: string): Names {
  const names = noNames();
  addNames(names, text);
  return names;
}
