import type { StepName } from '../job-kind.ts';
import type { WaitsFor } from '../job-list-api.ts';
import type { JobRecord } from '../record.ts';
import type { JobView } from '../view.ts';

/** The longest title of a row, in characters. */
const TITLE_LENGTH = 200;
/** What an artifact was called before an edit kept the title of what was edited. */
const NO_TITLES: ReadonlySet<string> = new Set(['', 'Edited draft', 'Edited plan']);

/** What the title of a job is taken from. */
export interface TitleParts {
  question: string;
  artifacts: Readonly<Record<string, { title: string }>>;
  /** What its rounds started from, the oldest first; a new round has no draft of its own yet. */
  bases: readonly ({ title: string } | null)[];
}

/** The title of a job: of its report, else its draft, else its plan; until there is one, its question on one line, shortened. */
export function titleOf({ question, artifacts, bases }: TitleParts): string {
  const base = bases.findLast((one) => one !== null && hasTitle(one));
  const named = [artifacts.report, artifacts.draft, base, artifacts.plan].find((one) => one != null && hasTitle(one));
  return shortened(named?.title ?? question);
}

/** What the title of a recorded job is taken from. */
export function titleParts({ view, state }: JobRecord): TitleParts {
  return {
    question: view.question,
    artifacts: view.artifacts,
    bases: (state?.rounds ?? []).map((round) => round.base),
  };
}

function hasTitle({ title }: { title: string }): boolean {
  return !NO_TITLES.has(title.trim());
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= TITLE_LENGTH ? line : `${letters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

/** What is read of a step for its words. */
export interface StepParts {
  step: StepName;
  status: string;
  round: number;
  attempt: number;
  items: readonly { status: string }[];
}

/** Where a job stands, in words: `Verify 3/5, round 2, attempt 2`. Null before its first step and after its last. */
export function stepInWords(steps: readonly StepParts[]): string | null {
  const at = steps.find(({ status }) => status !== 'done' && status !== 'stopped');
  if (at === undefined || (at === steps[0] && at.status === 'pending')) return null;
  const name = `${at.step[0]?.toUpperCase()}${at.step.slice(1)}`;
  const done = at.items.filter(({ status }) => status === 'done').length;
  const progress = at.items.length === 0 ? '' : ` ${done}/${at.items.length}`;
  const round = at.round > 1 ? `, round ${at.round}` : '';
  const attempt = at.attempt > 1 ? `, attempt ${at.attempt}` : '';
  return `${name}${progress}${round}${attempt}`;
}

/** What a job waits for; nothing once it has ended. */
export function waitsForOf({ endedAt, gates, attention }: Pick<JobView, 'endedAt' | 'gates' | 'attention'>): WaitsFor {
  if (endedAt !== null) return { gates: [], attention: 0 };
  return { gates: gates.map((gate) => gate.step), attention: attention.length };
}

/** Where the verification that stands was made; null where none is done. Its findings are those that stand. */
export function verifiedAt(
  steps: readonly { step: StepName; status: string; generation: number; round: number }[],
): { generation: number; round: number } | null {
  const verify = steps.find(({ step, status }) => step === 'verify' && status === 'done');
  return verify === undefined ? null : { generation: verify.generation, round: verify.round };
}
