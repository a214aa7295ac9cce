import { COST_DAYS_LIMIT, type CostQuery } from '../../../contract/cost-api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const USUAL_DAYS = 30;

/** A time from an instant to before another. */
export interface Span {
  from: string;
  to: string;
}

/** The time that a query asks about. Throws `request-invalid` where it ends before it begins, or is longer than 400 days. */
export function costSpan(query: CostQuery, nowMs: number): Span {
  const to = query.to === undefined ? nowMs : Date.parse(query.to);
  const from = query.from === undefined ? to - USUAL_DAYS * DAY_MS : Date.parse(query.from);
  if (from >= to) throw new DossierError('request-invalid', '`to` must be later than `from`.', { field: 'to' });
  if (to - from > COST_DAYS_LIMIT * DAY_MS)
    throw new DossierError('request-invalid', `Costs are summed over at most ${COST_DAYS_LIMIT} days.`, {
      field: 'from',
    });
  return { from: instantOf(from), to: instantOf(to) };
}

/** The parts of a time, each within one day in UTC. */
export function daysOf({ from, to }: Span): (Span & { day: string })[] {
  const end = Date.parse(to);
  const days: (Span & { day: string })[] = [];
  for (let at = Date.parse(from); at < end; ) {
    const next = Math.min(end, (Math.floor(at / DAY_MS) + 1) * DAY_MS);
    days.push({ day: instantOf(at).slice(0, 10), from: instantOf(at), to: instantOf(next) });
    at = next;
  }
  return days;
}
