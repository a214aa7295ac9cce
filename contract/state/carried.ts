import { bytesOfJson } from '../payloads.ts';
import type { Gate, JobState } from './job-state.ts';
import { roundOf } from './rounds.ts';

/** Bytes of JSON up to which a state is carried as it is: its record, which holds much of it twice, must stay below Temporal's 2 MB. */
const AS_IT_IS = 400_000;
const LINES_KEPT = 100;
const DECISIONS_KEPT = 5;
const COMMENT_CHARS = 1_000;

/**
 * A state as it goes to the job's next run: what has grown is left out where the ledger keeps it, so that only what was recorded goes.
 * First the journal's head and what gates repeat of decisions; then, where that is not enough, the ends of long comments of
 * decisions and rounds that newer ones replaced. `recorded` is the revision that the ledger holds. `restored` brings back what repeats.
 */
export function carriedState(state: JobState, recorded: number): JobState {
  if (bytesOfJson(state) <= AS_IT_IS) return state;
  // Each revision adds at most one line and one decision.
  const unrecorded = Math.max(0, state.revision - recorded);
  const shorter = withoutRepeats(withShortJournal(state, unrecorded));
  return bytesOfJson(shorter) <= AS_IT_IS ? shorter : withShortComments(shorter, unrecorded);
}

/** The state that was carried, with what gates say of their decisions. */
export function restored(state: JobState): JobState {
  const comments = new Map(state.decisions.map(({ messageId, comment }) => [messageId, comment]));
  return withDecisions(state, (decision) => {
    return decision.comment === '' ? (comments.get(decision.messageId) ?? '') : decision.comment;
  });
}

function withShortJournal(state: JobState, unrecorded: number): JobState {
  const dropped = Math.max(0, state.journal.length - Math.max(LINES_KEPT, unrecorded));
  return { ...state, journal: state.journal.slice(dropped), journalFrom: state.journalFrom + dropped };
}

function withoutRepeats(state: JobState): JobState {
  const known = new Map(state.decisions.map(({ messageId, comment }) => [messageId, comment]));
  return withDecisions(state, ({ messageId, comment }) => (known.get(messageId) === comment ? '' : comment));
}

function withDecisions(state: JobState, commentOf: (decision: NonNullable<Gate['decision']>) => string): JobState {
  const gates = Object.entries(state.gates).map(([id, gate]): [string, Gate] => {
    const { decision } = gate;
    return [id, decision === null ? gate : { ...gate, decision: { ...decision, comment: commentOf(decision) } }];
  });
  return { ...state, gates: Object.fromEntries(gates) };
}

function withShortComments(state: JobState, unrecorded: number): JobState {
  const kept = state.decisions.length - Math.max(DECISIONS_KEPT, unrecorded);
  return {
    ...state,
    decisions: state.decisions.map((decision, index) => {
      return index < kept ? { ...decision, comment: cut(decision.comment) } : decision;
    }),
    rounds: state.rounds.map((round) => {
      return roundOf(state, round.from) === round ? round : { ...round, comment: cut(round.comment) };
    }),
  };
}

function cut(comment: string): string {
  return comment.length > COMMENT_CHARS ? `${comment.slice(0, COMMENT_CHARS)}…` : comment;
}
