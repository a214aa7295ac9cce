import type { ViewAnswer } from '../../../contract/api.ts';
import type { LiveText } from '../../../contract/live-text.ts';
import { oneLine } from '../terminal-text.ts';
import { counted, headLines, stepLines, totalsLine } from './job-text.ts';

const TAIL_LINES = 3;

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Tells that a call failed and is tried again; of a page its address, since its place says nothing to people. */
export function retryWords({ place, page, retry }: LiveText): string | null {
  if (retry === undefined) return null;
  const what = page === undefined ? place : oneLine(page);
  return `${what}: try ${retry.attempt}, since the last one failed: ${oneLine(retry.words)}`;
}

/** Tells how far reading documents is; null where none are read. */
export function readingWords({ place, reading }: LiveText): string | null {
  if (reading === undefined || reading.source === 0) return null;
  const { source, of, name, passages, rows } = reading;
  const read = [
    ...(passages > 0 || rows === 0 ? [counted(passages, 'passage')] : []),
    ...(rows > 0 ? [counted(rows, 'row')] : []),
  ];
  const [at, all] = [source, of].map((number) => number.toLocaleString('en-US'));
  return `${place}: reading ${at} of ${all}: ${oneLine(name)}, ${read.join(', ')}`;
}

function activityWords(live: LiveText, width: number): string {
  const words = retryWords(live) ?? readingWords(live);
  if (words !== null) return `  ${words}`;
  if (live.page !== undefined) return `  ${live.place}: fetching ${oneLine(live.page)}`;
  const head = `  ${live.place} writes (${live.outputChars.toLocaleString('en-US')} characters): `;
  const room = Math.max(20, width - head.length);
  return `${head}${oneLine(live.text).trim().slice(-room)}`;
}

/** What a screen shows of a running job: state, steps and items, what is read, fetched and written right now, tokens and cost. */
export function liveText(answer: ViewAnswer, width: number): string {
  // What fails is told before what goes well, where there is no room for all.
  const first = answer.live.toSorted((a, b) => Number(b.retry !== undefined) - Number(a.retry !== undefined));
  const tails = first.slice(0, TAIL_LINES).map((live) => activityWords(live, width));
  return [
    ...headLines(answer),
    '',
    ...stepLines(answer.view),
    ...(tails.length === 0 ? [] : ['', ...tails]),
    '',
    totalsLine(answer.view.totals, answer.view.limitMicroUsd),
  ]
    .map((line) => cut(oneLine(line), width))
    .join('\n');
}
