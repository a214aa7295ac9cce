import type { MessageName } from './messages.ts';

/** The task queue of workflows and their quick activities. */
export const TASK_QUEUE = 'dossier-workflow';

/** The query that answers the `JobView`. Messages are updates and signals under their own names (`MessageName`). */
export const VIEW_QUERY = 'view';

/** The query that answers the `JobRecord`: asked by the activity that writes it, so that no record goes through history. */
export const RECORD_QUERY = 'record';

/** The messages that are also accepted as signals: those that must get through while no worker answers. */
export const SIGNALLED: readonly MessageName[] = ['decide', 'cancel'];

/** The typed search attributes of a job, set for those who use Temporal's own tools: name and type as the SDK spells it. */
export const SEARCH_ATTRIBUTES = {
  JobStatus: 'KEYWORD',
  JobKind: 'KEYWORD',
  Owner: 'KEYWORD',
  Risk: 'KEYWORD',
  WaitingFor: 'KEYWORD',
  Tags: 'KEYWORD_LIST',
} as const;

/** Seconds that a workflow task may take before it is given to another worker; decides how soon a job goes on after a kill. */
export const WORKFLOW_TASK_TIMEOUT = '3s';
