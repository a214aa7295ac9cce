import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '../../../contract/actor.ts';
import type { messageBodies } from '../../../contract/api.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { DossierError } from '../../../contract/failures.ts';
import { sha256OfJson } from '../../../contract/hash.ts';
import { decisionId, type Message } from '../../../contract/messages.ts';
import type { JobView } from '../../../contract/view.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Outgoing } from '../job-control.ts';
import { checkEdited, type EditableGate, storeEdited } from './edited-artifact.ts';
import { checkArtifact } from './job-input.ts';

/** The body of one message, as its schema gives it. */
export type MessageBody<Name extends keyof typeof messageBodies> = z.output<(typeof messageBodies)[Name]>;

/** Who sends, and the key that makes a repeat the same message where its content alone does not. */
export interface Sender {
  actor: Actor;
  idempotencyKey: string | undefined;
}

/** Turns the body of a decision into the message: the hash resolved against the gate that is open, the edit stored. */
export async function composeDecision(
  view: JobView,
  body: MessageBody<'decide'>,
  { actor }: Sender,
  artifacts: ArtifactStore,
): Promise<Outgoing> {
  const artifact = resolveHash(view, body);
  const { gate, round, decision, comment } = body;
  const edited = await editedRef(view, body, artifacts);
  const said = { actor, gate, artifact, round, decision, edited, comment };
  return { name: 'decide', message: { messageId: decisionId(view.id, said), ...said } };
}

/** The whole hash that the digits mean: of the open gate, or of the decision that was made, so that a repeat is the same. */
function resolveHash(view: JobView, { gate, artifact, round }: MessageBody<'decide'>): string {
  const open = view.gates.find(({ id }) => id === gate);
  const decided = view.decisions.findLast((decision) => decision.gate === gate && decision.round === round);
  const shown = open?.artifact.sha256 ?? decided?.artifact;
  if (shown?.startsWith(artifact)) return shown;
  // A whole hash needs no resolving: the job itself refuses it, with its own reason.
  if (artifact.length === 64) return artifact;
  if (shown === undefined) throw new DossierError('gate-unknown', `There is no gate ${gate}.`, { field: 'gate' });
  throw new DossierError('gate-stale', `The gate ${gate} shows another version than ${artifact}.`, {
    field: 'artifact',
  });
}

async function editedRef(
  view: JobView,
  { gate, round, decision, edited, editedMarkdown }: MessageBody<'decide'>,
  artifacts: ArtifactStore,
): Promise<ArtifactRef | null> {
  const given = [edited, editedMarkdown].filter((one) => one !== null).length;
  if (decision !== 'edit') {
    if (given === 0) return null;
    throw new DossierError('request-invalid', `A decision to ${decision} takes no edited version.`, {
      field: edited === null ? 'editedMarkdown' : 'edited',
    });
  }
  if (given !== 1) {
    throw new DossierError('decision-incomplete', 'A decision to edit takes one edited version.', { field: 'edited' });
  }
  const open = view.gates.find(({ id }) => id === gate);
  if (edited !== null) {
    await checkArtifact(edited, 'edited', artifacts);
    await checkEdited(open, edited, artifacts);
    return edited;
  }
  const shown = open ?? gateAsEdited(view, gate, round);
  if (shown === undefined) {
    throw new DossierError('gate-closed', `The gate ${gate} is not open.`, { field: 'gate' });
  }
  return storeEdited(shown, editedMarkdown ?? '', view, artifacts);
}

/** What a gate showed that an edit has closed: the same words again are the same message. */
function gateAsEdited({ decisions }: JobView, id: string, round: number): EditableGate | undefined {
  const decided = decisions.findLast((decision) => decision.gate === id && decision.round === round);
  return decided?.decision === 'edit' ? { id, step: decided.step, artifact: { sha256: decided.artifact } } : undefined;
}

/** The key of the place where a step or item stands now; its name where the job has no such place. */
export function placeMeant(view: JobView, { step, item }: { step: string; item: string | null }): string {
  const places = view.steps.flatMap((one) => [one, ...one.items]);
  return places.find((place) => place.step === step && place.item === item)?.key ?? `${step}/${item}`;
}

/** Turns the body of a cancel message into the message: a job is cancelled once, and once more after it went back. */
export function composeCancel(
  { id, generation }: Pick<JobView, 'id' | 'generation'>,
  { reason }: MessageBody<'cancel'>,
  { actor }: Sender,
): Extract<Outgoing, { name: 'cancel' }> {
  const messageId = idOf([id, 'cancel', generation, reason, actor.id]);
  return { name: 'cancel', message: { messageId, actor, reason } };
}

/** Turns the body of a question at a gate into the message; its id is the question's, so that only a key makes a repeat. */
export function composeAsk(jobId: string, body: MessageBody<'ask'>, sender: Sender): Outgoing {
  return { name: 'ask', message: { messageId: freshId(jobId, 'ask', sender), actor: sender.actor, ...body } };
}

/** Turns the body of a person's answer into the message: the same words to the same question are the same answer. */
export function composeAnswer(jobId: string, body: MessageBody<'answer'>, { actor }: Sender): Outgoing {
  const messageId = idOf([jobId, 'answer', body.gate, body.question, body.text, actor.id]);
  return { name: 'answer', message: { messageId, actor, ...body } };
}

/** Turns the body of a new budget into the message. */
export function composeSetBudget(jobId: string, body: MessageBody<'setBudget'>, sender: Sender): Outgoing {
  const message: Message<'setBudget'> = {
    messageId: freshId(jobId, 'setBudget', sender),
    actor: sender.actor,
    ...body,
  };
  return { name: 'setBudget', message };
}

/** Turns the body of a pause message into the message; the same wish may come again later, so only a key makes a repeat. */
export function composePause(jobId: string, body: MessageBody<'pause'>, sender: Sender): Outgoing {
  const message: Message<'pause'> = { messageId: freshId(jobId, 'pause', sender), actor: sender.actor, ...body };
  return { name: 'pause', message };
}

/** Turns the body of a resume message into the message. */
export function composeResume(jobId: string, body: MessageBody<'resume'>, sender: Sender): Outgoing {
  const message: Message<'resume'> = { messageId: freshId(jobId, 'resume', sender), actor: sender.actor, ...body };
  return { name: 'resume', message };
}

function freshId(jobId: string, name: string, { idempotencyKey, actor }: Sender): string {
  return idempotencyKey === undefined ? randomUUID() : idOf([jobId, name, idempotencyKey, actor.id]);
}

/** The id of a message, derived from what it says. */
export function idOf(said: readonly unknown[]): string {
  return sha256OfJson(said).slice(0, 40);
}
