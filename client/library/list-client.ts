import { type ApprovalList, type ApprovalQuery, approvalListSchema } from '../../contract/approval-api.ts';
import {
  type CallContent,
  type CallList,
  type CallQuery,
  callAnswerSchema,
  callListSchema,
} from '../../contract/call-api.ts';
import { type CostAnswer, type CostQuery, costAnswerSchema } from '../../contract/cost-api.ts';
import { type JobList, type JobQuery, jobListSchema } from '../../contract/job-list-api.ts';
import { readAnswer } from './answers.ts';
import type { createTransport } from './transport.ts';

/** The lists of an instance. */
export interface ListClient {
  /** Jobs with counts by status; the newest first unless sorted otherwise. */
  list(filter?: JobQuery): Promise<JobList>;
  /** The calls of a job, the oldest first. */
  calls(id: string, filter?: CallQuery): Promise<CallList>;
  /** One call by the `key` of its summary, with what was asked and answered. */
  call(id: string, key: string): Promise<CallContent>;
  /** Gates that wait for a person, or what was decided, over all jobs. */
  approvals(query?: ApprovalQuery): Promise<ApprovalList>;
  /** What calls cost over a time, the last 30 days unless it is given. */
  costs(span?: CostQuery): Promise<CostAnswer>;
}

/** Builds it; `job` gives the address of a job. */
export function listClient(
  send: ReturnType<typeof createTransport>,
  api: string,
  job: (id: string) => string,
): ListClient {
  return {
    list: async (filter = {}) => readAnswer(jobListSchema, await send(`${api}/jobs${queryOf(filter)}`)),
    calls: async (id, filter = {}) => readAnswer(callListSchema, await send(`${job(id)}/calls${queryOf(filter)}`)),
    call: async (id, key) => readAnswer(callAnswerSchema, await send(`${job(id)}/calls/${encodeURIComponent(key)}`)),
    approvals: async (query = {}) => readAnswer(approvalListSchema, await send(`${api}/approvals${queryOf(query)}`)),
    costs: async (span = {}) => readAnswer(costAnswerSchema, await send(`${api}/costs${queryOf(span)}`)),
  };
}

function queryOf(filter: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
  return query.size === 0 ? '' : `?${query}`;
}
