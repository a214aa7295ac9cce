import type { Actor, Role } from '../actor.ts';
import { type Failure, failure } from '../failures.ts';
import type { Message } from '../messages.ts';
import { formatMicroUsd } from '../money.ts';
import { placeKey } from '../place.ts';
import { checkBranch } from '../recovery/branch.ts';
import type { ChangeName } from '../recovery/changes.ts';
import { PARTS, partOf } from '../recovery/parts.ts';
import type { Refusal } from '../recovery/refusal.ts';
import type { JobState, PlaceState } from './job-state.ts';
import { currentPlace } from './rounds.ts';

const MAY: Record<'decide' | 'recover' | 'control', readonly Role[]> = {
  decide: ['reviewer', 'administrator'],
  recover: ['operator', 'administrator'],
  control: ['submitter', 'operator', 'administrator'],
};

/** Refuses whoever holds none of the roles. */
export function allowed(actor: Actor, roles: readonly Role[]): Refusal {
  if (actor.roles.some((role) => roles.includes(role))) return null;
  return {
    code: 'actor-not-allowed',
    words: `This takes the role ${roles.join(' or ')}; ${actor.id} does not hold it.`,
  };
}

/** Refuses what comes when the job has ended or is about to. */
export function notEnding(state: JobState): Refusal {
  return state.ending === null ? null : { code: 'job-closed', words: `The job is ${state.ending.status}.` };
}

/** Checks a decision against the gate: it must be open, and hash and round must be those that stand. */
export function checkDecide(state: JobState, message: Message<'decide'>): Refusal {
  const barred = notEnding(state) ?? allowed(message.actor, MAY.decide);
  if (barred !== null) return barred;
  const gate = state.gates[message.gate];
  if (gate === undefined) return { code: 'gate-unknown', words: `There is no gate ${message.gate} yet.` };
  if (gate.voidedAt !== null)
    return { code: 'gate-closed', words: `Gate ${message.gate} was closed at ${gate.voidedAt}: the job went back.` };
  if (gate.decision !== null) {
    return {
      code: 'gate-already-decided',
      words: `Gate ${message.gate} was decided (${gate.decision.decision}) by ${gate.decision.actor.id} at ${gate.decision.at}.`,
    };
  }
  if (gate.place.round !== message.round || gate.artifact.sha256 !== message.artifact) {
    return {
      code: 'gate-stale',
      words: `Gate ${message.gate} now shows round ${gate.place.round}, hash ${gate.artifact.sha256.slice(0, 12)}.`,
    };
  }
  if (message.decision === 'edit' && gate.toolCall !== null) {
    return {
      code: 'action-not-allowed',
      words: 'A tool call can be approved, sent back or rejected, not edited.',
    };
  }
  if (message.decision === 'edit' && message.edited === null)
    return { code: 'decision-incomplete', words: 'An edit needs the edited artifact.' };
  if (message.edited?.sha256 === message.artifact) {
    return {
      code: 'decision-incomplete',
      words: 'The edited version is the same as the one shown: approve it instead.',
    };
  }
  if (message.decision === 'revise' && message.comment.trim() === '')
    return { code: 'decision-incomplete', words: 'Sending back needs a comment that says what to change.' };
  return null;
}

/** The parked place that a recover message means; undefined where there is none. */
export function parkedAt(
  state: JobState,
  step: Message<'recover'>['step'],
  item: string | null,
): PlaceState | undefined {
  return state.places[placeKey(currentPlace(state, step, item))];
}

/** Checks a recover message: the place must be parked in the attempt that was shown, and offer the action. */
export function checkRecover(state: JobState, message: Message<'recover'>): Refusal {
  const barred = notEnding(state) ?? allowed(message.actor, MAY.recover);
  if (barred !== null) return barred;
  const place = parkedAt(state, message.step, message.item);
  const name = message.item === null ? message.step : `${message.step}/${message.item}`;
  if (place === undefined || place.status !== 'needs_attention')
    return { code: 'not-parked', words: `${name} does not need attention.` };
  if (place.attempt !== message.attempt)
    return { code: 'attempt-stale', words: `${name} is in attempt ${place.attempt}, not ${message.attempt}.` };
  if (!place.actions.includes(message.action.kind)) {
    return {
      code: 'action-not-allowed',
      words: `${message.action.kind} does not help here; the ways on are ${place.actions.join(', ')}.`,
    };
  }
  return checkAction(state, place, message.action);
}

function checkAction(state: JobState, { place }: PlaceState, action: Message<'recover'>['action']): Refusal {
  if (action.kind !== 'editInput') return null;
  const { edits } = PARTS[partOf(state.input.kind, place)];
  const given = (Object.keys(action.changes) as ChangeName[]).filter((name) => action.changes[name] !== undefined);
  const other = given.find((name) => !edits.includes(name));
  if (other !== undefined)
    return { code: 'change-not-allowed', words: `${other} cannot be changed here; what can is ${edits.join(', ')}.` };
  return given.length > 0 ? null : { code: 'request-invalid', words: `Say what to change: ${edits.join(', ')}.` };
}

/** Checks a rewind: the job must be as the preview told, and able to go back there with these changes. */
export function checkRewind(state: JobState, message: Message<'rewind'>): Refusal {
  const barred = allowed(message.actor, MAY.recover) ?? (state.ending === null ? null : notEnding(state));
  return barred ?? checkRewindOf(state, message);
}

/** The same of a job in any state, open or closed. */
export function checkRewindOf(state: JobState, message: Message<'rewind'>): Refusal {
  const barred = allowed(message.actor, MAY.recover) ?? checkBranch(state, message);
  if (barred !== null) return barred;
  if (state.revision === message.revision) return null;
  return {
    code: 'revision-stale',
    words: `The job is at revision ${state.revision}; the preview told of revision ${message.revision}.`,
  };
}

/** Checks a cancel message. */
export function checkCancel(state: JobState, message: Message<'cancel'>): Refusal {
  return notEnding(state) ?? allowed(message.actor, MAY.control);
}

/** Checks a new budget: it may not lie below what is spent. */
export function checkSetBudget(state: JobState, message: Message<'setBudget'>): Refusal {
  const barred = notEnding(state) ?? allowed(message.actor, MAY.control);
  const spent = state.totals.costMicroUsd;
  if (barred !== null || message.limitMicroUsd === null || message.limitMicroUsd >= spent) return barred;
  return { code: 'budget-too-small', words: `The job has spent ${formatMicroUsd(spent)} already.` };
}

/** Why no further paid call may be made: the limit is reached. Null where there is no limit, or room below it. */
export function budgetReached(state: JobState): Failure | null {
  const { limitMicroUsd } = state;
  const spent = state.totals.costMicroUsd;
  if (limitMicroUsd === null || spent < limitMicroUsd) return null;
  const words = `The job has spent ${formatMicroUsd(spent)} of its limit of ${formatMicroUsd(limitMicroUsd)}.`;
  return failure('budget-exceeded', words);
}

/** Checks a pause message. A job that lets its calls finish may still be told to stop them. */
export function checkPause(state: JobState, message: Message<'pause'>): Refusal {
  const barred = notEnding(state) ?? allowed(message.actor, MAY.control);
  if (barred !== null || state.paused === null) return barred;
  const isMore = state.paused.running === 'finish' && message.running === 'cancel';
  return isMore ? null : { code: 'already-paused', words: 'The job is paused already.' };
}

/** Checks a resume message. */
export function checkResume(state: JobState, message: Message<'resume'>): Refusal {
  const barred = notEnding(state) ?? allowed(message.actor, MAY.control);
  return barred ?? (state.paused === null ? { code: 'not-paused', words: 'The job is not paused.' } : null);
}
