import type { Activities } from '../../activities/activities.ts';
import type { Message } from '../../contract/messages.ts';
import { forkedState, rewoundState } from '../../contract/recovery/branch.ts';
import { decisionOn, gateOpen } from './decisions.ts';
import type { Job } from './engine-rig.ts';
import { PERSON } from './job-input.ts';
import type { Scenario } from './scenarios.ts';
import { fail, fakeRef } from './scripted-activities.ts';

const AT = '2026-11-21T12:00:00.000Z';
const APPROVE = { gates: ['approve' as const] };
const BACK = { item: null, changes: {}, fresh: false };

/** The only item refuses until another model, or another question, is tried. */
const refusingItem =
  () =>
  (base: Activities): Partial<Activities> => ({
    researchTurn: async (request, inputs) => {
      const asked = 'plan' in inputs ? inputs.question : undefined;
      const isFirst = request.call.turn === 0;
      if (isFirst && request.model !== 'other' && asked === undefined) fail('model-refused');
      const turn = isFirst ? 0 : 2;
      return await base.researchTurn({ ...request, call: { ...request.call, turn } }, inputs);
    },
    modelRoute: async ({ chosen }) => ({ route: [chosen ?? 'scripted'] }),
  });

function recovering(action: Message<'recover'>['action']): (job: Job) => Promise<undefined> {
  return async (job) => {
    const [parked] = (await job.until(({ attention }) => attention.length > 0)).attention;
    if (parked === undefined) throw new Error('Nothing is parked.');
    const { step, item, attempt } = parked;
    await job.send('recover', { step, item, attempt, action });
    return undefined;
  };
}

const recovered = (name: string, action: Message<'recover'>['action']): Scenario => ({
  name,
  activities: refusingItem,
  drive: recovering(action),
});

/** The first attempt is lost with its worker: no heartbeat, no end. */
function lostWithItsWorker(): (base: Activities) => Partial<Activities> {
  let asked = 0;
  return (base) => ({
    planReport: async (request, inputs) => {
      asked += 1;
      if (asked === 1) await new Promise((resolve) => setTimeout(resolve, 6_500));
      return await base.planReport(request, inputs);
    },
  });
}

function failingPlan(times: number, code: 'model-unavailable' | 'artifact-corrupt') {
  return () => {
    let asked = 0;
    return (base: Activities): Partial<Activities> => ({
      modelRoute: async () => ({ route: ['scripted'] }),
      planReport: async (request, inputs) => {
        asked += 1;
        if (asked <= times) fail(code);
        return await base.planReport(request, inputs);
      },
    });
  };
}

/** Jobs that were recovered, went back or began from another one's record. */
export const RECOVERIES: Scenario[] = [
  recovered('recovered-switched', { kind: 'switchModel', model: 'other' }),
  recovered('recovered-edited', { kind: 'editInput', changes: { itemQuestion: 'What else?' } }),
  recovered('recovered-supplied', { kind: 'supplyOutput', output: fakeRef('my notes'), facts: { statements: 1 } }),
  recovered('recovered-skipped', { kind: 'skip', reason: 'Not needed.' }),
  {
    name: 'retried',
    activities: failingPlan(2, 'model-unavailable'),
    drive: async () => undefined,
  },
  {
    name: 'looked-again',
    input: { limits: { timeScale: 0.001 } },
    activities: failingPlan(7, 'model-unavailable'),
    drive: async () => undefined,
  },
  {
    name: 'lost-artifact',
    activities: failingPlan(1, 'artifact-corrupt'),
    drive: recovering({ kind: 'retry' }),
  },
  { name: 'killed', activities: lostWithItsWorker, drive: async () => undefined },
  {
    name: 'rewound',
    input: APPROVE,
    drive: async (job) => {
      const { revision } = await job.until(gateOpen('approve'));
      await job.send('rewind', { step: 'draft', ...BACK, changes: { comment: 'Shorter.' }, revision });
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 2)), 'approve'));
      return undefined;
    },
  },
  {
    name: 'rewound-item',
    input: APPROVE,
    drive: async (job) => {
      const { revision } = await job.until(gateOpen('approve'));
      const changes = { itemQuestion: 'What else?' };
      await job.send('rewind', { step: 'research', item: 'q1', changes, fresh: true, revision });
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 2)), 'approve'));
      return undefined;
    },
  },
  {
    name: 'rewound-closed',
    drive: async (job, { jobs, state }) => {
      await job.handle.result();
      const request = { as: 'rewind' as const, step: 'verify' as const, ...BACK };
      const next = rewoundState(state(), request, { actor: PERSON, messageId: 'rewind' }, AT);
      return await jobs.start(next.input, next);
    },
  },
  {
    name: 'forked',
    drive: async (job, { jobs, state }) => {
      await job.handle.result();
      const request = { as: 'fork' as const, step: 'draft' as const, ...BACK };
      const next = forkedState(state(), request, { actor: PERSON, jobId: 'forked-child', owner: 'local' }, AT);
      return await jobs.start(next.input, next);
    },
  },
];
