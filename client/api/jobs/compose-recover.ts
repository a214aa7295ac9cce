import { DossierError } from '../../../contract/failures.ts';
import { stepNameSchema } from '../../../contract/job-kind.ts';
import type { Message } from '../../../contract/messages.ts';
import type { WishedAction } from '../../../contract/recovery/wishes.ts';
import { checkRecover } from '../../../contract/state/checks.ts';
import type { JobState } from '../../../contract/state/job-state.ts';
import type { JobView } from '../../../contract/view.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Outgoing } from '../job-control.ts';
import { composeChanges } from './compose-changes.ts';
import { idOf, type MessageBody, placeMeant, type Sender } from './compose-message.ts';
import { type StandingParts, standingOf } from './standing.ts';
import { suppliedOutput } from './supplied-output.ts';

type Recover = Message<'recover'>;

/**
 * Turns the body of a recover message into the message: what a person wrote is stored, an output checked. Place and attempt make a
 * repeat the same message; the place, with its round, since each round counts its attempts from 1. Throws `output-invalid`,
 * `request-invalid` and their like with the field, and what the job would refuse before anything is stored.
 */
export async function composeRecover(
  parts: StandingParts & { artifacts: ArtifactStore },
  view: JobView,
  body: MessageBody<'recover'>,
  { actor }: Sender,
): Promise<Outgoing> {
  const step = stepNameSchema.safeParse(body.step);
  if (!step.success) throw new DossierError('request-invalid', `There is no step ${body.step}.`, { field: 'step' });
  const said = { step: step.data, item: body.item, attempt: body.attempt };
  // Of the wish, so that a repeat is the same message whatever has been stored for it.
  const messageId = idOf([view.id, 'recover', placeMeant(view, said), said.attempt, body.action, actor.id]);
  const message = { messageId, actor, ...said };
  const action = await composeAction(parts, view, message, body.action);
  return { name: 'recover', message: { ...message, action } };
}

async function composeAction(
  parts: StandingParts & { artifacts: ArtifactStore },
  view: JobView,
  message: Omit<Recover, 'action'>,
  wish: WishedAction,
): Promise<Recover['action']> {
  if (wish.kind !== 'editInput' && wish.kind !== 'supplyOutput') return wish;
  const { state } = await standingOf(parts, view.id);
  // A repeat is answered by its id; what it carried may no longer fit the job that it changed.
  if (state.answered.some(({ messageId }) => messageId === message.messageId)) return { kind: 'retry' };
  checkParked(state, message);
  const at = { step: message.step, item: message.item };
  if (wish.kind === 'editInput')
    return { kind: 'editInput', changes: await composeChanges(state, at, wish.changes, parts.artifacts) };
  const { artifact, facts } = await suppliedOutput(state, at, wish.output, parts.artifacts);
  return { kind: 'supplyOutput', output: artifact, facts };
}

/** A place that is not parked any more refuses before its input is looked at; which actions it takes is the job's to say. */
function checkParked(state: JobState, message: Omit<Recover, 'action'>): void {
  const refusal = checkRecover(state, { ...message, action: { kind: 'retry' } });
  if (refusal !== null && refusal.code !== 'action-not-allowed') throw new DossierError(refusal.code, refusal.words);
}
