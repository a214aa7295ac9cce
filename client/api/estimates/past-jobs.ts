import type { PastJob } from '../../../contract/estimate.ts';
import type { JobKind } from '../../../contract/job-kind.ts';
import type { JobRecord } from '../../../contract/record.ts';
import type { JobListing } from '../../../store/ledger/list-ports.ts';
import type { JobLedger } from '../../../store/ledger/port.ts';

/** How many finished jobs an estimate goes by, and how many are looked at to find them. */
const JOBS = 10;
const LOOKED_AT = 30;
/** Words of a passage and of a sentence, as they come out on the average. */
const WORDS_OF_A_PASSAGE = 120;
const WORDS_OF_A_SENTENCE = 20;

/** The last finished jobs of a kind that were made from their beginning to their end: not forked, and never taken back. */
export async function pastJobs(
  ledger: JobListing & Pick<JobLedger, 'readRecord'>,
  organisation: string,
  { kind, model }: { kind: JobKind; model: string | undefined },
): Promise<PastJob[]> {
  const wanted = { organisation, kind, status: ['done'] as const, limit: LOOKED_AT };
  const withModel = model === undefined ? [] : (await ledger.listJobs({ ...wanted, model })).jobs;
  const { jobs: all } = await ledger.listJobs(wanted);
  const ids = [...new Set([...withModel, ...all].filter(({ generation }) => generation === 0).map(({ id }) => id))];
  const past: PastJob[] = [];
  for (const id of ids) {
    const record = await ledger.readRecord(id);
    if (record === null || record.view.lineage.forkedFrom !== null) continue;
    past.push(pastJob(record));
    if (past.length >= JOBS) break;
  }
  return past;
}

function pastJob({ input, view }: JobRecord): PastJob {
  const { inputTokens, outputTokens, costMicroUsd, unpricedCalls } = view.totals;
  const facts = (step: string) => view.steps.find((one) => one.step === step)?.facts ?? {};
  return {
    size: {
      kind: input.kind,
      question: input.question,
      length: input.kind === 'report' ? input.length : 'standard',
      words: (facts('ingest').passages ?? 0) * WORDS_OF_A_PASSAGE,
      sources: input.sourceCount + (input.linkCount ?? 0),
      documentWords: (facts('plan').sentences ?? 0) * WORDS_OF_A_SENTENCE,
      itemTurns: input.limits.itemTurns,
    },
    tokens: inputTokens + outputTokens,
    ...{ costMicroUsd, unpricedCalls, models: view.models },
  };
}
