import type { CostAnswer } from '../../../contract/cost-api.ts';
import { type JobKind, jobKindSchema } from '../../../contract/job-kind.ts';
import type { CostLedger } from '../../../store/ledger/list-ports.ts';
import { daysOf, type Span } from './cost-span.ts';
import { distributionOf } from './distribution.ts';
import { add, noSums, SumTable } from './sums.ts';

const TOP_JOBS = 20;

/** Sums what calls cost over a time, day by day, so that nobody else waits long for the ledger meanwhile. */
export async function costsOf(ledger: CostLedger, organisation: string, span: Span): Promise<CostAnswer> {
  const totals = noSums();
  const days = new SumTable<{ day: string }>();
  const models = new SumTable<{ model: string }>();
  const steps = new SumTable<{ step: string; task: string }>();
  const kinds = new SumTable<{ kind: JobKind }>();
  const owners = new SumTable<{ owner: string }>();
  const jobs = new SumTable<{ id: string; kind: JobKind; owner: string }>();
  for (const { day, ...part } of daysOf(span)) {
    for (const group of await ledger.sumCosts({ organisation, ...part })) {
      const { jobId: id, model, step, task, owner } = group;
      const kind = jobKindSchema.parse(group.kind);
      add(totals, group);
      days.add(day, () => ({ day }), group);
      models.add(model, () => ({ model }), group);
      steps.add(`${step} ${task}`, () => ({ step, task }), group);
      kinds.add(kind, () => ({ kind }), group);
      owners.add(owner, () => ({ owner }), group);
      jobs.add(id, () => ({ id, kind, owner }), group);
    }
    // node:sqlite answers without ever giving up the turn; others must get theirs between two days.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const top = jobs.dearest().slice(0, TOP_JOBS);
  const titles = await ledger.titlesOf(top.map(({ id }) => id));
  return {
    ...span,
    totals,
    days: days.rows(),
    models: models.dearest(),
    steps: steps.dearest(),
    kinds: kinds.dearest(),
    owners: owners.dearest(),
    jobs: { ...distributionOf(jobs.rows()), top: top.map((job) => ({ ...job, title: titles.get(job.id) ?? job.id })) },
  };
}
