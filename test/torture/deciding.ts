import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DossierError } from '../../contract/failures.ts';
import type { JobView } from '../../contract/view.ts';
import type { Form } from './form.ts';
import { isAway, untilAnswered } from './jobs.ts';

/** How many clients decide at once. */
export const CLIENTS = 20;
/** What a refusal of a decision that came too late may be called. */
export const CLOSED = ['gate-already-decided', 'gate-closed', 'gate-stale', 'gate-unknown'];

/** A decision as a client sends it. */
export interface Decision {
  gate: string;
  artifact: string;
  round: number;
  decision: 'revise' | 'approve' | 'edit';
  comment?: string;
  editedMarkdown?: string;
}

/** What a decision about an open gate names. */
export function targetOf({ id, artifact, round }: JobView['gates'][number]) {
  return { gate: id, artifact: artifact.sha256, round };
}

/** Sends a decision until the job itself has answered; its code, or `accepted`. */
export async function codeOf(form: Form, id: string, body: Decision): Promise<string> {
  return await untilAnswered(`the answer of ${id} itself to a decision`, async () => {
    try {
      const { delivered } = await form.client().message(id, 'decide', body);
      // What was left as a signal says nothing of whether it counts; the same again is the same message.
      return delivered === 'signal' ? undefined : 'accepted';
    } catch (error) {
      if (error instanceof DossierError && !isAway(error)) return error.code;
      throw error;
    }
  });
}

/** An event of a run as far as tests look at it. */
export interface RunEvent {
  id: number;
  isUpdate: boolean;
}

/** The events of the present run of a job and of all that it continues, the oldest first. */
export async function eventsOf(form: Form, id: string): Promise<RunEvent[]> {
  const { temporal } = await form.client().instance();
  const connection = await Connection.connect({ address: temporal.address });
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    const events: RunEvent[] = [];
    // From run to run, and not by a list, which is behind.
    for (let runId = (await client.workflow.getHandle(id).describe()).runId; runId !== ''; ) {
      const run = await runOf(client.workflow.getHandle(id, runId));
      events.unshift(...run.events);
      runId = run.before;
    }
    return events;
  } finally {
    await connection.close();
  }
}

async function runOf(handle: WorkflowHandle): Promise<{ events: RunEvent[]; before: string }> {
  const { events } = await handle.fetchHistory();
  const told = events ?? [];
  return {
    events: told.map((event) => ({
      id: Number(event.eventId),
      isUpdate: event.workflowExecutionUpdateAcceptedEventAttributes != null,
    })),
    before: told[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '',
  };
}

/** How many messages have left an event. */
export async function updatesIn(form: Form, id: string): Promise<number> {
  return (await eventsOf(form, id)).filter(({ isUpdate }) => isUpdate).length;
}
