import type { Problem } from '../../../contract/api.ts';
import { FAILURES, type FailureCode, failure } from '../../../contract/failures.ts';
import type { Access } from './roles.ts';

const WORDS = {
  'request-invalid': 'The field limit is not as it must be: Too small: expected number to be >=1.',
  unauthorized: 'The request has neither token nor session.',
  'actor-not-allowed': 'This takes the role administrator; somebody does not hold it.',
  'job-not-found': 'There is no job no-such-job.',
  'too-many-requests': 'More than 30000 requests of this sort came from 127.0.0.1 in a minute.',
  internal: "Something went wrong inside; the API's log tells more under req-1.",
  'temporal-unreachable': 'Temporal does not answer.',
  'storage-full': 'Only 120 MB are free where documents are kept.',
} as const satisfies Partial<Record<FailureCode, string>>;

type Shown = keyof typeof WORDS;

/** Examples of problems, by code. */
export const EXAMPLES: Readonly<Record<string, { value: Problem }>> = Object.fromEntries(
  (Object.keys(WORDS) as Shown[]).map((code) => [code, { value: example(code) }]),
);

/** Of these, what a route refuses or fails with. */
export function examplesOf(
  range: '4xx' | '5xx',
  { access, hasJob }: { access: Access; hasJob: boolean },
): Record<string, { $ref: string }> {
  const refusals: Shown[] = [
    'request-invalid',
    ...(access === 'open' ? [] : (['unauthorized'] as const)),
    ...(typeof access === 'string' ? [] : (['actor-not-allowed'] as const)),
    ...(hasJob ? (['job-not-found'] as const) : []),
    'too-many-requests',
  ];
  const codes: Shown[] = range === '4xx' ? refusals : ['internal', 'temporal-unreachable', 'storage-full'];
  return Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
}

function example(code: Shown): Problem {
  const { message, remedy } = failure(code, WORDS[code]);
  return {
    type: `urn:dossier:failure:${code}`,
    title: code.replaceAll('-', ' '),
    status: FAILURES[code].status,
    detail: message,
    code,
    remedy,
    field: code === 'request-invalid' ? 'limit' : null,
    instance: 'urn:dossier:request:req-1',
  };
}
