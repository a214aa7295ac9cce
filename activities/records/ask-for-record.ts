import { activityInfo, getClient } from '@temporalio/activity';
import { type JobRecord, jobRecordSchema } from '../../contract/record.ts';
import { RECORD_QUERY } from '../../contract/temporal-names.ts';

/**
 * Asks the job whose activity this is for its record, as it stands now.
 * The way of a record to the ledger: as an activity's input it would be kept in history at every change.
 */
export async function askForRecord(): Promise<JobRecord> {
  const execution = activityInfo().workflowExecution;
  if (execution === undefined) throw new Error('Only a job has a record.');
  const { workflowId, runId } = execution;
  return jobRecordSchema.parse(await getClient().workflow.getHandle(workflowId, runId).query(RECORD_QUERY));
}
