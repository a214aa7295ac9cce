import { ApplicationFailure, defineQuery, defineSignal, defineUpdate, setHandler } from '@temporalio/workflow';
import type { Actor } from '../../contract/actor.ts';
import { failure } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { MESSAGES, type Message, type MessageAnswer } from '../../contract/messages.ts';
import { tooLarge } from '../../contract/payloads.ts';
import type { JobRecord } from '../../contract/record.ts';
import type { Refusal } from '../../contract/recovery/refusal.ts';
import {
  budgetReached,
  checkCancel,
  checkDecide,
  checkPause,
  checkRecover,
  checkResume,
  checkRewind,
  checkSetBudget,
} from '../../contract/state/checks.ts';
import type { Decision, JobState } from '../../contract/state/job-state.ts';
import { parkedPlaces } from '../../contract/state/job-status.ts';
import { checkAnswer, checkAsk } from '../../contract/state/question-checks.ts';
import { recordOf, viewOf } from '../../contract/state/view-of.ts';
import { RECORD_QUERY, VIEW_QUERY } from '../../contract/temporal-names.ts';
import type { JobView } from '../../contract/view.ts';
import type { JobRun } from './job-run.ts';
import { recover } from './recover.ts';

type Handled = 'decide' | 'ask' | 'answer' | 'recover' | 'rewind' | 'cancel' | 'setBudget' | 'pause' | 'resume';

interface Handler<Name extends Handled> {
  check: (state: JobState, message: Message<Name>) => Refusal;
  apply: (job: JobRun, message: Message<Name>) => void;
}

const HANDLERS: { [Name in Handled]: Handler<Name> } = {
  decide: {
    check: checkDecide,
    apply: (job, message) =>
      job.dispatch({ type: 'gate-decided', gate: message.gate, decision: decisionOf(job.state, message) }),
  },
  ask: {
    check: checkAsk,
    apply: (job, { messageId, gate, text, actor }) =>
      job.dispatch({ type: 'question-asked', gate, id: messageId, text: text.trim(), actor }),
  },
  answer: {
    check: checkAnswer,
    apply: (job, { gate, question, text, actor }) => {
      const answer = { by: { kind: 'person' as const, actor }, text: text.trim(), citations: [], notShown: [] };
      job.dispatch({ type: 'question-answered', gate, question, answer });
    },
  },
  recover: { check: checkRecover, apply: recover },
  rewind: {
    check: checkRewind,
    apply: (job, { step, item, changes, fresh, actor }) =>
      job.rewind({ type: 'rewound', because: 'rewind', step, item, changes, fresh, actor }),
  },
  cancel: {
    check: checkCancel,
    apply: (job, { reason, actor }) => job.dispatch({ type: 'ending', status: 'cancelled', reason, actor }),
  },
  setBudget: { check: checkSetBudget, apply: applyBudget },
  pause: {
    check: checkPause,
    apply: (job, { running, reason, actor }) => {
      job.dispatch({ type: 'paused', running, reason, actor });
      if (running === 'cancel') job.cancelCalls();
    },
  },
  resume: { check: checkResume, apply: (job, { actor }) => job.dispatch({ type: 'resumed', actor }) },
};

/** Registers the job's messages and its queries. Handlers only change the state and return at once; whoever waits does so on conditions. */
export function registerMessages(job: JobRun): void {
  setHandler(defineQuery<JobView>(VIEW_QUERY), () => viewOf(job.state), {
    description: 'The job as every surface draws it.',
  });
  setHandler(defineQuery<JobRecord>(RECORD_QUERY), () => recordOf(job.state), {
    description: 'What the ledger keeps of the job.',
  });
  update(job, 'decide');
  update(job, 'ask');
  update(job, 'answer');
  update(job, 'recover');
  update(job, 'rewind');
  update(job, 'cancel');
  update(job, 'setBudget');
  update(job, 'pause');
  update(job, 'resume');
  signal(job, 'decide');
  signal(job, 'cancel');
}

/** A run that drains before it continues as new takes messages too: what they change is carried in the state, and a drain may last minutes. */
function update<Name extends Handled>(job: JobRun, name: Name): void {
  setHandler(defineUpdate<MessageAnswer, [unknown]>(name), (body) => accept(job, name, parse(name, body)), {
    validator: (body) => {
      const message = parse(name, body);
      if (answerTo(job.state, message.messageId) !== undefined) return;
      const refused = HANDLERS[name].check(job.state, message);
      if (refused !== null) throw refusal(refused.code, refused.words);
    },
  });
}

/** Who sent a signal that has not even the form of a message. */
const NOBODY_KNOWN: Actor = { id: 'unknown', roles: [], via: 'signal' };

/** The same message for systems that can only signal: a refused one becomes an entry of the journal. */
function signal<Name extends Handled>(job: JobRun, name: Name): void {
  setHandler(defineSignal<[unknown]>(name), (body) => {
    const parsed = MESSAGES[name].safeParse(body);
    if (!parsed.success) {
      const words = malformed(parsed.error);
      job.dispatch({ type: 'message-refused', name, actor: NOBODY_KNOWN, words });
      return;
    }
    const message = parsed.data as Message<Name>;
    if (answerTo(job.state, message.messageId) !== undefined) return;
    const refused = HANDLERS[name].check(job.state, message);
    if (refused === null) accept(job, name, message);
    else job.dispatch({ type: 'message-refused', name, actor: message.actor, words: refused.words });
  });
}

function accept<Name extends Handled>(job: JobRun, name: Name, message: Message<Name>): MessageAnswer {
  const before = answerTo(job.state, message.messageId);
  if (before !== undefined) return before;
  HANDLERS[name].apply(job, message);
  job.dispatch({ type: 'message-answered', messageId: message.messageId });
  const answer = answerTo(job.state, message.messageId);
  if (answer === undefined) throw new Error(`Message ${message.messageId} was not remembered.`);
  return answer;
}

function answerTo(state: JobState, messageId: string): MessageAnswer | undefined {
  return state.answered.find((answered) => answered.messageId === messageId)?.answer;
}

function parse<Name extends Handled>(name: Name, body: unknown): Message<Name> {
  const failed = tooLarge(`The message ${name} was given`, body);
  if (failed !== null) throw refusal(failed.code, failed.message);
  const parsed = MESSAGES[name].safeParse(body);
  if (parsed.success) return parsed.data as Message<Name>;
  throw refusal('request-invalid', `Message ${name}: ${malformed(parsed.error)}`);
}

/** What is wrong with a message's form: its first fault, by the name of the field. */
function malformed(error: { issues: { path: PropertyKey[]; message: string }[] }): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.')} ${issue?.message}`;
}

function refusal(code: Parameters<typeof failure>[0], words: string): ApplicationFailure {
  const refused = failure(code, words);
  return ApplicationFailure.create({
    message: words,
    type: code,
    nonRetryable: true,
    details: [refused],
    category: 'BENIGN',
  });
}

function decisionOf(state: JobState, message: Message<'decide'>): Decision {
  const { messageId, gate, round, artifact, decision, edited, comment, actor } = message;
  const step = state.gates[gate]?.place.step;
  if (step === undefined) throw new Error(`Decision for gate ${gate}, which was never opened.`);
  return {
    messageId,
    gate,
    step,
    round,
    artifact,
    decision,
    edited,
    comment,
    actor,
    at: instantOf(Date.now()),
    selfApproved: (decision === 'approve' || decision === 'edit') && actor.id === state.input.owner,
  };
}

/** A higher limit is the mend of what parked for the lower one: those places go on by themselves. */
function applyBudget(job: JobRun, { limitMicroUsd, reason, actor }: Message<'setBudget'>): void {
  job.dispatch({ type: 'budget-set', limitMicroUsd, reason, actor });
  if (budgetReached(job.state) !== null) return;
  for (const { place, failure: parked } of parkedPlaces(job.state)) {
    if (parked.code === 'budget-exceeded')
      job.dispatch({ type: 'place-recovered', place, actor, action: 'a higher limit' });
  }
}
