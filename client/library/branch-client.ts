import type { z } from 'zod';
import { startAnswerSchema } from '../../contract/api.ts';
import {
  type CompareAnswer,
  type CompareQuery,
  compareAnswerSchema,
  type ForkBody,
  type LineageAnswer,
  lineageAnswerSchema,
  type PreviewBody,
} from '../../contract/branch-api.ts';
import { type BranchPreview, branchPreviewSchema } from '../../contract/recovery/branch-preview.ts';
import { readAnswer } from './answers.ts';
import type { createTransport } from './transport.ts';

/** What the client does about the branches of a job; a rewind is a message. */
export interface BranchClient {
  /** What a rewind or fork would keep, run again, cost and make void; the rewind itself is `message(id, 'rewind', ...)` with its revision. */
  previewBranch(id: string, body: PreviewBody): Promise<BranchPreview>;
  /** Starts a job that takes over what this one has before a step; the same id or key with the same wish is the same job. */
  fork(id: string, body: ForkBody, idempotencyKey?: string): Promise<z.infer<typeof startAnswerSchema>>;
  /** Where a job comes from, what was forked from it, and its generations. */
  lineage(id: string): Promise<LineageAnswer>;
  /** What of a job's report is not in another branch's, and the other way round. */
  compare(id: string, query?: CompareQuery): Promise<CompareAnswer>;
}

/** Builds it; `job` gives the address of a job. */
export function branchClient(send: ReturnType<typeof createTransport>, job: (id: string) => string): BranchClient {
  return {
    previewBranch: async (id, body) =>
      readAnswer(branchPreviewSchema, await send(`${job(id)}/branch/preview`, { method: 'POST', json: body })),
    fork: async (id, body, key) => {
      const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
      return readAnswer(startAnswerSchema, await send(`${job(id)}/fork`, { method: 'POST', json: body, headers }));
    },
    lineage: async (id) => readAnswer(lineageAnswerSchema, await send(`${job(id)}/lineage`)),
    compare: async (id, query = {}) => {
      const asked = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
      const search = asked.size === 0 ? '' : `?${asked}`;
      return readAnswer(compareAnswerSchema, await send(`${job(id)}/compare${search}`));
    },
  };
}
