import type { DecisionKind } from '../../../../contract/messages.ts';
import { parsePlaceKey } from '../../../../contract/place.ts';
import type { JobView } from '../../../../contract/view.ts';

/** A gate that waits. */
export type OpenGate = JobView['gates'][number];

/** What a gate is about. */
export type Subject = 'plan' | 'draft' | 'tool call';

/** What gates are about, as the beginning of a line. */
export const SUBJECTS: Record<Subject, string> = { plan: 'Plan', draft: 'Draft', 'tool call': 'Tool call' };

/** What a gate is about: a plan, a draft, or what a model wants to do with a tool. */
export function subjectOf({ id, step }: Pick<OpenGate, 'id' | 'step'>): Subject {
  // The gate of a tool call carries the call behind its place.
  if (id.includes('#')) return 'tool call';
  return step === 'plan' ? 'plan' : 'draft';
}

/** The heading of a gate. */
export function askedInWords(gate: OpenGate): string {
  const subject = subjectOf(gate);
  if (subject === 'tool call') return `May item ${gate.item ?? ''} make this tool call?`;
  return gate.round > 1 ? `Do you approve this ${subject}? Round ${gate.round}` : `Do you approve this ${subject}?`;
}

/** Why a person is asked. */
export const WHY: Record<Subject, string> = {
  plan: 'All research follows this plan. Changing it now costs little: nothing has been looked up yet.',
  draft: 'The report is made of exactly the version that is approved. Whoever approves it answers for it.',
  'tool call': 'A model wants to use a tool that may change something outside this job. It waits for your word.',
};

/** What each choice does next. */
export function consequenceOf(choice: DecisionKind, subject: Subject): string {
  return CONSEQUENCES[subject][choice];
}

const ENDS = 'The job ends without a report. What it found stays readable, and it can go back to any step.';
const CONSEQUENCES: Record<Subject, Record<DecisionKind, string>> = {
  plan: {
    approve: 'Research begins on these questions.',
    edit: 'You change the plan; research begins on yours.',
    revise: 'A new plan is made with your comment, and you are asked again.',
    reject: ENDS,
  },
  draft: {
    approve: 'The report is made of exactly this version.',
    edit: 'You change the words; what you changed is verified again, and your words are what continues.',
    revise:
      'It is written anew with your comment and the findings that need work, verified, and comes back here as a new round.',
    reject: ENDS,
  },
  'tool call': {
    approve: 'The tool is called as asked.',
    edit: '',
    revise: 'The call is not made; the model reads your comment and goes on without it.',
    reject: 'The call is not made; the model reads why and goes on without it.',
  },
};

const DONE: Record<DecisionKind, string> = {
  approve: 'approved',
  edit: 'edited and approved',
  revise: 'sent back',
  reject: 'rejected',
};

/** `approved`, `sent back`: what a decision was, after who made it. */
export function decisionInWords(kind: DecisionKind): string {
  return DONE[kind];
}

/** What became of the job by a decision. */
export function outcomeOf(kind: DecisionKind, subject: Subject): string {
  if (subject === 'tool call') return kind === 'approve' ? 'The tool is called.' : 'The call is not made.';
  if (kind === 'reject') return 'The job has ended without a report.';
  if (kind === 'revise') return `Another ${subject} is being made; it comes back here.`;
  if (subject === 'plan') return 'Research is under way.';
  return kind === 'edit' ? 'What was changed is verified, then the report is made.' : 'The report is being made.';
}

/** The version that was last decided about in an earlier round of the same step or item; undefined where this is the first. */
export function reviewedBefore<Made extends Pick<JobView['decisions'][number], 'gate' | 'step' | 'round' | 'at'>>(
  { decisions }: { decisions: readonly Made[] },
  gate: Pick<OpenGate, 'id' | 'step' | 'item' | 'round'>,
): Made | undefined {
  const same = decisions.filter((decision) => {
    const item = parsePlaceKey(decision.gate)?.item ?? null;
    return (
      decision.gate !== gate.id && decision.step === gate.step && item === gate.item && decision.round < gate.round
    );
  });
  return same.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1);
}
