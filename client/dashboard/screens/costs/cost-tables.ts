import { type CostAnswer, type CostSums, NO_COSTS } from '../../../../contract/cost-api.ts';
import { JOB_KINDS, stepNameSchema } from '../../../../contract/job-kind.ts';
import { actorName } from '../../components/actor-name.ts';
import { placeTitle } from '../job/progress/place-words.ts';
import type { CostRow } from './costs-csv.ts';
import { dayInWords } from './day-columns.tsx';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A table of sums with its names. */
export interface CostTableOf {
  title: string;
  head: string;
  rows: CostRow[];
}

/** The tables of an answer; days without calls stand among the others, so that the columns are a calendar. */
export function costTables(costs: CostAnswer): { byDay: CostRow[]; others: CostTableOf[]; dearest: CostRow[] } {
  const { models, steps, kinds, owners, jobs } = costs;
  return {
    byDay: everyDay(costs),
    others: [
      { title: 'By model', head: 'Model', rows: models.map((sums) => row(sums.model, sums.model, sums)) },
      {
        title: 'By step',
        head: 'Step',
        rows: steps.map((sums) => {
          const step = stepTitle(sums.step);
          const label = sums.step === sums.task ? step : `${step}: ${sums.task}`;
          return row(`${sums.step} ${sums.task}`, label, sums);
        }),
      },
      {
        title: 'By kind of job',
        head: 'Kind',
        rows: kinds.map((sums) => row(sums.kind, JOB_KINDS[sums.kind].title, sums)),
      },
      { title: 'By owner', head: 'Owner', rows: owners.map((sums) => row(sums.owner, actorName(sums.owner), sums)) },
    ],
    dearest: jobs.top.map((sums) => row(sums.id, sums.title, sums)),
  };
}

/** The title of a step; whatever else asked a model goes by its own name. */
function stepTitle(step: string): string {
  const known = stepNameSchema.safeParse(step);
  return known.success ? placeTitle({ step: known.data, item: null, title: step }) : step;
}

function row(key: string, label: string, sums: CostSums): CostRow {
  return { key, label, sums };
}

function everyDay({ from, to, days }: CostAnswer): CostRow[] {
  const known = new Map(days.map((day) => [day.day, day]));
  const rows: CostRow[] = [];
  for (let at = Math.floor(Date.parse(from) / DAY_MS) * DAY_MS; at < Date.parse(to); at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    rows.push(row(day, dayInWords(day), known.get(day) ?? NO_COSTS));
  }
  return rows;
}
