import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { JobRecord } from '../../../contract/record.ts';
import { forkedState } from '../../../contract/recovery/branch.ts';
import type { JobView } from '../../../contract/view.ts';
import { decisionOn, gateOpen } from '../../support/decisions.ts';
import { type EngineRig, type Job, type Jobs, startRig } from '../../support/engine-rig.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';
import { rewind } from '../../support/rewind.ts';
import { callWhile, fail, type Scripted, scriptedActivities } from '../../support/scripted-activities.ts';

jest.setTimeout(240_000);

let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(async () => await rig.stop());

/** What a test can do to a job's activities while it runs. */
interface World extends Scripted {
  /** Whether item q2 is refused, and whether a verification goes on for ever. */
  refuses: boolean;
  holds: boolean;
  /** Calls that were held, and those of them that were stopped. */
  held: number;
  stopped: number;
}

function world(): World {
  const scripted: World = Object.assign(
    scriptedActivities((base) => ({
      researchTurn: async (request, inputs) => {
        if (scripted.refuses && request.call.item === 'q2') fail('model-refused');
        return await base.researchTurn(request, inputs);
      },
      judgeClaims: async (request, inputs) => {
        if (scripted.holds) scripted.held += 1;
        try {
          await callWhile(() => scripted.holds);
        } catch (error) {
          scripted.stopped += 1;
          throw error;
        }
        return await base.judgeClaims(request, inputs);
      },
    })),
    { refuses: false, holds: false, held: 0, stopped: 0 },
  );
  return scripted;
}

const isParked = ({ status, attention }: JobView): boolean => status === 'needs_attention' && attention.length === 1;
const calls = ({ asked }: Scripted): string[] => asked.filter((line) => line.includes('#'));
const settled = () => new Promise((resolve) => setTimeout(resolve, 300));

/** Brings a job to a state in which it is steered. */
type Reach = (jobs: Jobs, scripted: World, jobId: string) => Promise<Job>;

const atGate: Reach = async (jobs, _scripted, jobId) => {
  const job = await jobs.start(reportInput(jobId, { gates: ['approve'] }));
  await job.until(gateOpen('approve'));
  return job;
};
const parked: Reach = async (jobs, scripted, jobId) => {
  scripted.refuses = true;
  const job = await jobs.start(reportInput(jobId, { gates: ['approve'] }));
  await job.until(isParked);
  scripted.refuses = false;
  return job;
};
const inACall: Reach = async (jobs, scripted, jobId) => {
  scripted.holds = true;
  const job = await jobs.start(reportInput(jobId, { gates: ['approve'] }));
  await job.until(() => scripted.asked.some((line) => line.startsWith('judgeClaims')));
  return job;
};
const rewinding: Reach = async (jobs, scripted, jobId) => {
  const job = await inACall(jobs, scripted, jobId);
  await rewind(job, { step: 'draft', fresh: true });
  return job;
};
const forked: Reach = async (jobs, scripted, jobId) => {
  const parent = await atGate(jobs, scripted, `${jobId}-parent`);
  await parent.send('cancel', { reason: '' });
  await parent.handle.result();
  const state = scripted.records.findLast((record: JobRecord) => record.jobId === `${jobId}-parent`)?.state;
  if (state == null) throw new Error('The parent has no record.');
  const request = { as: 'fork' as const, step: 'draft' as const, item: null, changes: {}, fresh: true };
  const next = forkedState(state, request, { actor: PERSON, jobId, owner: 'local' }, new Date().toISOString());
  return await jobs.start(next.input, next);
};
const paused: Reach = async (jobs, scripted, jobId) => {
  const job = await atGate(jobs, scripted, jobId);
  await job.send('pause', { running: 'finish', reason: '' });
  return job;
};
/** Before its first task: what is sent comes with its start. */
const unbegun: Reach = async (jobs, _scripted, jobId) => jobs.start(reportInput(jobId, { gates: ['approve'] }));
const STATES: [string, Reach][] = [
  ['unbegun', unbegun],
  ['in-a-call', inACall],
  ['parked', parked],
  ['at-a-gate', atGate],
  ['going-back', rewinding],
  ['forked', forked],
];

test.each(STATES)('a job that is %s is paused, starts nothing, and goes on to its end', async (name, reach) => {
  const scripted = world();
  await rig.withWorker(scripted, async (jobs) => {
    const job = await reach(jobs, scripted, `pause-${name}`);
    await job.send('pause', { running: 'cancel', reason: '' });
    expect(await job.refusal('pause', { running: 'finish', reason: '' })).toBe('already-paused');
    await job.until(({ status, sentence }) => status === 'paused' && sentence === 'Waits for resume.');
    const before = calls(scripted).length;
    await settled();
    expect(calls(scripted)).toHaveLength(before);
    scripted.holds = false;
    await job.send('resume', { reason: '' });
    if (name === 'parked') {
      const [place] = (await job.until(isParked)).attention;
      const action = { kind: 'retry' as const };
      await job.send('recover', { step: 'research', item: 'q2', attempt: place?.attempt ?? 0, action });
    }
    const shown = await job.until(({ gates }) => gates.length === 1);
    await job.send('decide', decisionOn(shown, 'approve'));
    expect((await job.handle.result()).status).toBe('done');
  });
});

test.each([...STATES, ['paused', paused] as const])(
  'a job that is %s is cancelled: what runs stops, nothing waits any more',
  async (name, reach) => {
    const scripted = world();
    await rig.withWorker(scripted, async (jobs) => {
      const job = await reach(jobs, scripted, `cancel-${name}`);
      await job.send('cancel', { reason: 'Enough.' });
      expect((await job.handle.result()).status).toBe('cancelled');
      const view = await job.view();
      expect(view).toMatchObject({ sentence: 'Cancelled by local: Enough.', gates: [], attention: [] });
      const places = view.steps.flatMap((step) => [step, ...step.items]);
      const begun = places.filter(({ startedAt }) => startedAt !== null).map(({ status }) => status);
      expect(begun.every((status) => status === 'done' || status === 'stopped')).toBe(true);
      expect(scripted.stopped).toBe(scripted.held);
      expect(scripted.records.at(-1)?.view.status).toBe('cancelled');
    });
  },
);

test('a decision about a paused job counts, and what follows from it waits for resume; it goes back while it is paused', async () => {
  const scripted = world();
  await rig.withWorker(scripted, async (jobs) => {
    const job = await paused(jobs, scripted, 'decide-paused');
    await rewind(job, { step: 'draft', fresh: true });
    await job.until(({ status, generation, gates }) => status === 'paused' && generation === 1 && gates.length === 0);
    await settled();
    expect(await job.view()).toMatchObject({ status: 'paused', generation: 1, gates: [] });
    await job.send('resume', { reason: '' });
    const shown = await job.until(gateOpen('approve', 2));
    await job.send('pause', { running: 'finish', reason: '' });
    await job.send('decide', decisionOn(shown, 'approve'));
    await settled();
    expect(scripted.asked).not.toContain('renderReport');
    expect((await job.view()).status).toBe('paused');
    await job.send('resume', { reason: '' });
    expect((await job.handle.result()).status).toBe('done');
  });
});
