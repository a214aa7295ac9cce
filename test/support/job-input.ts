import type { Actor } from '../../contract/actor.ts';
import { type CheckInput, type EngineLimits, engineLimitsSchema, type ReportInput } from '../../contract/job-input.ts';
import { fakeRef } from './fake-ref.ts';

/** The person of the tests, with every role. */
export const PERSON: Actor = { id: 'local', roles: ['submitter', 'reviewer', 'operator', 'administrator'], via: 'api' };

/** A report job's input; waits are a hundredth of the real ones. */
export function reportInput(
  jobId: string,
  more: Partial<Omit<ReportInput, 'limits'>> & { limits?: Partial<EngineLimits> } = {},
): ReportInput {
  const { limits, ...rest } = more;
  return {
    kind: 'report',
    jobId,
    question: 'What do the documents say?',
    brief: fakeRef('brief'),
    sources: fakeRef('attachments'),
    sourceCount: 2,
    gates: [],
    risk: 'low',
    models: {},
    budget: { limitMicroUsd: null, policy: 'pause' },
    deadline: null,
    tags: [],
    owner: 'local',
    organisation: 'local',
    createdAt: '2026-11-20T12:00:00.000Z',
    audience: '',
    length: 'standard',
    language: 'English',
    houseBrief: null,
    web: { mode: 'off' },
    ...rest,
    limits: engineLimitsSchema.parse({ timeScale: 0.01, ...limits }),
  };
}

/** A check job's input, with the waits and limits of a test. */
export function checkInput(
  jobId: string,
  more: Partial<Omit<CheckInput, 'limits'>> & { limits?: Partial<EngineLimits> } = {},
): CheckInput {
  const { kind: _kind, audience: _audience, length: _length, web: _web, ...common } = reportInput(jobId);
  const { limits, ...rest } = more;
  return {
    ...common,
    kind: 'check',
    question: 'Does “memo.md” hold against its sources?',
    ...rest,
    limits: engineLimitsSchema.parse({ timeScale: 0.01, ...limits }),
  };
}
