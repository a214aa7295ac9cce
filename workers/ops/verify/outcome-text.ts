import type { CheckName, VerifyOutcome } from './outcome.ts';

const MOST_LINES = 100;

const CHECKS: Record<CheckName, string> = {
  form: 'Form of the file',
  seal: 'Seal',
  evidence: 'Evidence',
  claim: 'Claims',
  report: 'Markdown',
  original: 'Originals',
};

/** Text from a file whose content nobody vouches for, without what could control a terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 600);
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

function looked({ counts }: VerifyOutcome): string {
  return [
    count(counts.claims, 'sentence', 'sentences'),
    count(counts.quotes, 'quote', 'quotes'),
    count(counts.queries, 'recorded query', 'recorded queries'),
    count(counts.passages, 'passage', 'passages'),
    count(counts.sources, 'source', 'sources'),
    counts.originals === 0 ? 'no originals given' : `${count(counts.originals, 'original', 'originals')} read again`,
  ].join(', ');
}

/** What a person reads: what does not hold, what was not looked at, and the sum. */
export function outcomeText(outcome: VerifyOutcome): string {
  const { job, discrepancies, notChecked } = outcome;
  const lines = discrepancies.map(
    ({ check, place, message }) => `${CHECKS[check]}: ${plain(place)}: ${plain(message)}`,
  );
  const shown = lines.slice(0, MOST_LINES);
  if (lines.length > shown.length) shown.push(`... and ${lines.length - shown.length} more (see them all with --json)`);
  const name = job === null ? 'The bundle' : `The bundle of job ${plain(job.id)}`;
  const sum =
    discrepancies.length === 0
      ? `${name} holds`
      : `${name} does not hold: ${count(discrepancies.length, 'discrepancy', 'discrepancies')}`;
  return [...shown, ...notChecked.map((one) => `Not checked: ${plain(one)}`), `${sum} (${looked(outcome)}).`].join(
    '\n',
  );
}
