import { describe, expect, it } from '@jest/globals';
import { statusesOf } from '../../../contract/job-list-api.ts';
import { type StepParts, stepInWords, titleOf, verifiedAt, waitsForOf } from '../../../contract/state/listed.ts';

const step = (name: StepParts['step'], status: string, more: Partial<StepParts> = {}) => {
  return { step: name, status, generation: 0, round: 1, attempt: 1, items: [], ...more };
};

describe('the step in words', () => {
  it.each<[string | null, StepParts[]]>([
    [null, []],
    [null, [step('ingest', 'pending'), step('plan', 'pending')]],
    [null, [step('ingest', 'done'), step('plan', 'stopped')]],
    ['Ingest', [step('ingest', 'running'), step('plan', 'pending')]],
    ['Plan', [step('ingest', 'done'), step('plan', 'pending')]],
    [
      'Verify, round 2, attempt 3',
      [step('draft', 'done'), step('verify', 'needs_attention', { round: 2, attempt: 3 })],
    ],
    ['Research 1/2', [step('research', 'running', { items: [{ status: 'done' }, { status: 'waiting' }] })]],
  ])('is %j', (words, steps) => {
    expect(stepInWords(steps)).toBe(words);
  });
});

describe('the title', () => {
  const question = ` What\n is ${'x'.repeat(300)}?`;
  const named = (title: string) => ({ title });

  it('is the question on one line, shortened, until something has one', () => {
    const title = titleOf({ question, artifacts: { notes: named('Notes'), draft: named('Edited draft') }, bases: [] });
    expect([title.length, title.slice(0, 9), title.at(-1)]).toEqual([200, 'What is x', '…']);
  });

  it('is that of the report, the draft, what the round started from, the plan', () => {
    const artifacts = { report: named('R'), draft: named('D'), plan: named('P') };
    expect(titleOf({ question, artifacts, bases: [named('B')] })).toBe('R');
    expect(titleOf({ question, artifacts: { draft: named('D'), plan: named('P') }, bases: [named('B')] })).toBe('D');
    expect(titleOf({ question, artifacts: { plan: named('P') }, bases: [null, named('B'), null] })).toBe('B');
    expect(titleOf({ question, artifacts: { plan: named('P') }, bases: [null] })).toBe('P');
  });
});

describe('what stands', () => {
  it('is the verification that is done, and nothing while it runs again', () => {
    expect(verifiedAt([step('verify', 'done', { round: 3 })])).toEqual({ generation: 0, round: 3 });
    expect(verifiedAt([step('draft', 'done'), step('verify', 'running')])).toBeNull();
  });

  it('is waited for only while a job is open', () => {
    expect(waitsForOf({ endedAt: '2026-11-20T10:00:00.000Z', gates: [], attention: [] })).toEqual({
      gates: [],
      attention: 0,
    });
  });
});

describe('statuses', () => {
  it('are one, several, or those that are open or closed', () => {
    expect(statusesOf('done')).toEqual(['done']);
    expect(statusesOf('closed,waiting')).toEqual(['waiting', 'done', 'rejected', 'cancelled', 'aborted']);
    expect(statusesOf('open,running')).toEqual(['running', 'waiting', 'needs_attention', 'paused']);
  });
});
