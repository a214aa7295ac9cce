import type { Message } from '../../contract/messages.ts';
import type { Place } from '../../contract/place.ts';
import { type Changes, changesInWords, type PlaceChanges } from '../../contract/recovery/changes.ts';
import { parkedAt } from '../../contract/state/checks.ts';
import type { JobRun } from './job-run.ts';

type Recover = Message<'recover'>;

/** Applies what a person chose for a parked place; the message was checked against it. */
export function recover(job: JobRun, { step, item, action, actor }: Recover): void {
  const place = parkedAt(job.state, step, item)?.place;
  if (place === undefined) throw new Error(`${step} was never opened.`);
  const again = (words: string, more: { changes?: PlaceChanges; input?: Changes } = {}): void =>
    job.dispatch({ type: 'place-recovered', place, actor, action: words, ...more });
  switch (action.kind) {
    case 'abort':
      job.dispatch({ type: 'ending', status: 'aborted', reason: action.reason, actor });
      break;
    case 'retry':
      again('tried again');
      break;
    case 'switchModel':
      again(`asks ${action.model}`, { changes: { model: action.model } });
      break;
    case 'editInput': {
      const { itemQuestion, comment, ...input } = action.changes;
      const changes = { ...(itemQuestion && { question: itemQuestion }), ...(comment !== undefined && { comment }) };
      again(`changed ${changesInWords(action.changes).join('; ')}`, { changes, input });
      break;
    }
    case 'supplyOutput':
      again('its output was supplied');
      supply(job, place, action);
      break;
    case 'skip':
      job.dispatch({ type: 'place-skipping', place, actor, reason: action.reason });
      break;
  }
}

function supply(job: JobRun, place: Place, supplied: Extract<Recover['action'], { kind: 'supplyOutput' }>): void {
  const { output, facts } = supplied;
  job.dispatch({ type: 'place-done', place, output, facts, degraded: null, edited: true });
}
