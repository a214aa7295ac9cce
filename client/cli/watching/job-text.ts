import type { ViewAnswer } from '../../../contract/api.ts';
import { shortHash } from '../../../contract/ids.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import { quoted } from '../../../contract/quoted.ts';
import type { Totals } from '../../../contract/state/job-state.ts';
import type { JobView, PlaceView } from '../../../contract/view.ts';
import { attentionLines } from './attention-text.ts';

const MARKS: Record<PlaceView['status'], string> = {
  pending: '·',
  running: '▸',
  waiting: '?',
  needs_attention: '!',
  done: '✓',
  stopped: '■',
};

/** A number with its unit in the right form: `1 call`, `1,204 calls`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function duration(place: PlaceView): string {
  if (place.startedAt === null || place.endedAt === null) return '';
  const seconds = (Date.parse(place.endedAt) - Date.parse(place.startedAt)) / 1_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Facts whose name is the plural of what is counted. */
const COUNTED = /^(source|passage|table|statement|conflict|gap|claim|batch|verdict|subQuestion)(?:s|es)$/;

function factWords(name: string, value: number): string {
  if (name === 'costMicroUsd') return formatMicroUsd(value);
  const singular = value === 1 ? COUNTED.exec(name)?.[1] : undefined;
  return `${value.toLocaleString('en-US')} ${singular ?? name}`.replace('subQuestion', 'sub-question');
}

/** What is known of a place in a few words: status, turn, what was found where anything was, how it differs from plain done. */
export function placeWords(place: PlaceView): string {
  const facts = Object.entries(place.facts).flatMap(([name, value]) => (value === 0 ? [] : [factWords(name, value)]));
  return [
    place.status.replace('_', ' '),
    place.turn === null || place.turn === 0 ? '' : `turn ${place.turn}`,
    place.attempt > 1 ? `attempt ${place.attempt}` : '',
    ...facts,
    place.edited ? 'edited' : '',
    place.skipped ? 'skipped' : '',
    duration(place),
    // Whole sentences, so that nothing comes behind them.
    place.degraded === null ? '' : `did less than asked: ${place.degraded}`,
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** Steps with their items, a line each. */
export function stepLines(view: JobView): string[] {
  return view.steps.flatMap((step) => {
    const round = step.round > 1 ? ` (round ${step.round})` : '';
    return [
      `${MARKS[step.status]} ${`${step.step}${round}`.padEnd(10)} ${placeWords(step)}`,
      ...step.items.map((item) => `    ${MARKS[item.status]} ${item.item} ${item.title} — ${placeWords(item)}`),
    ];
  });
}

/** Calls, tokens and money in one line. Calls without a known price are named, never counted as free. */
export function totalsLine(totals: Totals, limitMicroUsd: number | null = null): string {
  const limit = limitMicroUsd === null ? '' : ` of at most ${formatMicroUsd(limitMicroUsd)}`;
  const unpriced = totals.unpricedCalls === 0 ? '' : ` (${counted(totals.unpricedCalls, 'call')} unpriced)`;
  const isAllUnpriced = totals.costMicroUsd === 0 && totals.calls > 0 && totals.unpricedCalls >= totals.calls;
  return [
    `${counted(totals.calls, 'model call')}${totals.reused === 0 ? '' : ` (${totals.reused} reused)`}`,
    counted(totals.toolCalls, 'tool call'),
    `${totals.inputTokens.toLocaleString('en-US')} tokens in, ${totals.outputTokens.toLocaleString('en-US')} out`,
    isAllUnpriced ? 'cost unpriced' : `cost ${formatMicroUsd(totals.costMicroUsd)}${limit}${unpriced}`,
  ].join(' · ');
}

/** The first lines of every drawing of a job: what it is, its state, what it waits for. */
export function headLines({ view, from, asOf, overlay }: ViewAnswer): string[] {
  return [
    `Job ${view.id} · ${view.status.replace('_', ' ')} · ${view.risk} risk · round ${view.round}`,
    view.sentence,
    ...(overlay === null ? [] : [`${overlay.kind}: ${overlay.words}`]),
    ...(from === 'record' && view.endedAt === null ? [`As of ${asOf}: the job itself does not answer now.`] : []),
    ...(view.offlineModel ? ['Made with the offline model, which only quotes and computes.'] : []),
  ];
}

/** Gates that wait, with what a decision needs. */
export function gateLines(view: JobView, commandLine: (...words: string[]) => string): string[] {
  const several = view.gates.length > 1;
  return view.gates.flatMap((gate) => {
    const hash = shortHash(gate.artifact.sha256);
    const which = several ? ['--gate', gate.id] : [];
    return [
      `Gate ${gate.id} waits for a decision about ${quoted(gate.artifact.title)}: round ${gate.round}, hash ${hash}.`,
      `  read it      ${commandLine('show', view.id, '--draft')}`,
      `  ask          ${commandLine('ask', view.id, 'what you want to know', ...which)}`,
      `  approve      ${commandLine('approve', view.id, ...which, '--hash', hash)}`,
      `  send back    ${commandLine('revise', view.id, ...which, '--hash', hash, '--comment', 'what to change')}`,
      `  edit         ${commandLine('edit', view.id, ...which, '--hash', hash, '--file', gate.step === 'plan' ? 'edited.json' : 'edited.md')}`,
      `  reject       ${commandLine('reject', view.id, ...which, '--hash', hash)}`,
    ];
  });
}

/** The exact commands that lead a resting job on. */
export function waysOn(view: JobView, commandLine: (...words: string[]) => string): string[] {
  if (view.status === 'paused') return [`Go on: ${commandLine('resume', view.id)}`];
  return [...gateLines(view, commandLine), ...attentionLines(view, commandLine)];
}
