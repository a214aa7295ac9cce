import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { MessageAnswer, MessageName } from '../contract/messages.ts';
import { VIEW_QUERY } from '../contract/temporal-names.ts';
import type { JobView } from '../contract/view.ts';
import type { Body } from '../test/support/engine-rig.ts';
import { PERSON } from '../test/support/job-input.ts';

const VIEW = defineQuery<JobView>(VIEW_QUERY);
const MOST_TRIES = 40;
let sent = 0;

/** A job of the lab, asked and told things as the API does it. */
export interface LabJob {
  view(): Promise<JobView>;
  send<Name extends MessageName>(name: Name, body: Body<Name>): Promise<MessageAnswer>;
  recover(body: Body<'recover'>): Promise<MessageAnswer>;
  /** Waits until the view fulfils a condition. */
  until(holds: (view: JobView) => boolean): Promise<JobView>;
}

/** How a job of the lab is spoken to. */
export function sendTo(handle: Pick<WorkflowHandle, 'query' | 'executeUpdate'>): LabJob {
  const view = async (): Promise<JobView> => {
    // A worker that has just begun is not known to the server at once.
    for (let tries = 1; ; tries += 1) {
      try {
        return await handle.query(VIEW);
      } catch (error) {
        if (tries === MOST_TRIES) throw error;
        await sleep(500);
      }
    }
  };
  const send: LabJob['send'] = async (name, body) => {
    sent += 1;
    const args: [object] = [{ messageId: `m${sent}`, actor: PERSON, ...body }];
    return await handle.executeUpdate(defineUpdate<MessageAnswer, [object]>(name), { args });
  };
  return {
    ...{ view, send },
    recover: (body) => send('recover', body),
    async until(holds) {
      for (;;) {
        const now = await view();
        if (holds(now)) return now;
        await sleep(10);
      }
    },
  };
}
