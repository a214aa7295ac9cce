import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { JobState } from '../../contract/state/job-state.ts';
import { jobStatusOf, openGates, parkedPlaces, waitsFor } from '../../contract/state/job-status.ts';

const JOB_STATUS = defineSearchAttributeKey('JobStatus', SearchAttributeType.KEYWORD);
const WAITING_FOR = defineSearchAttributeKey('WaitingFor', SearchAttributeType.KEYWORD);

/** Shows a job's state to those who use Temporal's own tools: search attributes when they change, and a page of current details. */
export class Visibility {
  #status = '';
  #waitingFor = '';

  show(state: JobState): void {
    setCurrentDetails(`**${jobStatusOf(state)}**: ${waitsFor(state)}\n\n${state.input.question.slice(0, 500)}`);
    const status = jobStatusOf(state);
    const waitingFor = waitingForOf(state);
    if (status === this.#status && waitingFor === this.#waitingFor) return;
    this.#status = status;
    this.#waitingFor = waitingFor;
    upsertSearchAttributes([
      { key: JOB_STATUS, value: status },
      { key: WAITING_FOR, value: waitingFor },
    ]);
  }
}

/** Never free text: search attributes are not encrypted. */
function waitingForOf(state: JobState): string {
  switch (jobStatusOf(state)) {
    case 'waiting':
      return `decision:${openGates(state)[0]?.place.step ?? ''}`;
    case 'needs_attention':
      return `recover:${parkedPlaces(state)[0]?.failure.code ?? ''}`;
    case 'paused':
      return 'resume';
    default:
      return 'nobody';
  }
}
