import type { ViewAnswer } from '../../../contract/api.ts';
import { oneLine } from '../terminal-text.ts';
import { headLines, stepLines, totalsLine } from './job-text.ts';

const TAIL_LINES = 3;

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Tells that a call failed and is tried again. */
export function retryWords(place: string, retry: { attempt: number; words: string }): string {
  return `${place}: try ${retry.attempt}, since the last one failed: ${oneLine(retry.words)}`;
}

/** What a screen shows of a running job: state, steps and items, what models write right now, tokens and cost. */
export function liveText(answer: ViewAnswer, width: number): string {
  const tails = answer.live.slice(0, TAIL_LINES).map(({ place, text, outputChars, retry }) => {
    if (retry !== undefined) return `  ${retryWords(place, retry)}`;
    const head = `  ${place} writes (${outputChars.toLocaleString('en-US')} characters): `;
    const room = Math.max(20, width - head.length);
    return `${head}${oneLine(text).trim().slice(-room)}`;
  });
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
