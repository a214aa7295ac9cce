import {
  ApplicationFailure,
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { DossierError, type FailureCode, failureCodeSchema, failureSchema } from '../../../contract/failures.ts';

/** gRPC status codes that tell something here. */
const GRPC = { cancelled: 1, deadline: 4, notFound: 5, exhausted: 8, precondition: 9, aborted: 10, unavailable: 14 };

/** One function from whatever the Temporal client throws to a typed error. */
export function fromTemporal(error: unknown, jobId: string): DossierError {
  if (error instanceof DossierError) return error;
  const refusal = refusalIn(error);
  if (refusal !== null) return refusal;
  if (error instanceof WorkflowNotFoundError) {
    return typed('job-not-found', `Temporal has no open job ${jobId}.`, error);
  }
  switch (statusOf(error)) {
    case GRPC.notFound:
      return typed('job-not-found', `Temporal has no job ${jobId}.`, error);
    case GRPC.unavailable:
      return typed('temporal-unreachable', 'Temporal does not answer.', error);
    case GRPC.deadline:
    case GRPC.cancelled:
    case GRPC.precondition:
      return typed('job-unanswered', `No worker answers for the job ${jobId}.`, error);
    case GRPC.exhausted:
    case GRPC.aborted:
      return typed('job-moving', `The job ${jobId} is busy with other messages.`, error);
    default:
      return classifyByName(error, jobId);
  }
}

function classifyByName(error: unknown, jobId: string): DossierError {
  const name = error instanceof Error ? error.name : '';
  // The SDK's own name for the deadline of an update.
  if (name === 'WorkflowUpdateRPCTimeoutOrCancelledError')
    return typed('job-unanswered', `No worker answers for the job ${jobId}.`, error);
  // The SDK's name for any query that a worker failed: also where its code broke in replaying the history.
  if (name === 'QueryNotRegisteredError') return typed('job-stuck', troubleWords((error as Error).message), error);
  if (name === 'QueryRejectedError') return typed('job-closed', `The job ${jobId} has ended.`, error);
  return typed('internal', `Temporal could not do what was asked for the job ${jobId}.`, error);
}

/** The refusal that a validator or handler of the job threw, by its type or its details. */
function refusalIn(error: unknown): DossierError | null {
  if (!(error instanceof WorkflowUpdateFailedError)) return null;
  const { cause } = error;
  if (!(cause instanceof ApplicationFailure)) return null;
  if (cause.type === 'AcceptedUpdateCompletedWorkflow') {
    return typed('job-moving', 'The job moved on before it answered.', error);
  }
  const detail = failureSchema.safeParse(cause.details?.[0]);
  if (detail.success) {
    const { code, message, remedy, field } = detail.data;
    return new DossierError(code, message, { remedy, cause: error, ...(field !== null && { field }) });
  }
  const code = failureCodeSchema.safeParse(cause.type);
  return code.success ? typed(code.data, cause.message, error) : null;
}

function statusOf(error: unknown): number | null {
  if (isGrpcServiceError(error)) return error.code;
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) ? cause.code : null;
}

/** What a workflow's code failed with, as people are told it: the first line, shortened. */
export function troubleWords(message: string | null | undefined): string {
  return (message ?? 'its code failed').split('\n')[0]?.slice(0, 300) ?? '';
}

function typed(code: FailureCode, message: string, cause: unknown): DossierError {
  return new DossierError(code, message, { cause });
}
