import type { Activities } from '../../activities/activities.ts';
import type { CheckInput, EngineLimits, ReportInput } from '../../contract/job-input.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import { decisionOn, gateOpen } from './decisions.ts';
import type { Job, Jobs } from './engine-rig.ts';
import { RECOVERIES } from './recovery-scenarios.ts';
import { callWhile, fail, fakeRef, RECEIPT } from './scripted-activities.ts';

/** A job whose history is kept for replay: small, and driven the same way each time. */
export type Scenario = Played &
  (
    | { kind?: 'report'; input?: Partial<Omit<ReportInput, 'limits'>> & { limits?: Partial<EngineLimits> } }
    | { kind: 'check'; input?: Partial<Omit<CheckInput, 'limits'>> & { limits?: Partial<EngineLimits> } }
  );

interface Played {
  name: string;
  /** Made anew for each recording, since scripts count. */
  activities?: () => (base: Activities) => Partial<Activities>;
  /** May give another job, whose history is kept instead: one that was started from this one's record. */
  drive: (job: Job, around: Around) => Promise<Job | undefined>;
}

/** What a scenario may use beside its job. */
interface Around {
  jobs: Jobs;
  /** The state that was last recorded. */
  state(): JobState;
}

const APPROVE = { gates: ['approve' as const] };
const RETRY = { kind: 'retry' as const };

/** One item of one turn with tools: enough to see every kind of command. */
export function small(base: Activities): Partial<Activities> {
  return {
    planItems: async () => ({ items: [{ id: 'q1', title: 'Question q1' }] }),
    researchTurn: async (request, inputs) =>
      await base.researchTurn(
        request.call.turn === 0 ? request : { ...request, call: { ...request.call, turn: 2 } },
        inputs,
      ),
  };
}

function failingDraft(times: number): (base: Activities) => Partial<Activities> {
  let failed = 0;
  return (base) => ({
    writeDraft: async (request, inputs) => {
      failed += 1;
      return failed <= times ? fail('model-key-rejected') : await base.writeDraft(request, inputs);
    },
  });
}

function heldPlan(): (base: Activities) => Partial<Activities> {
  let asked = 0;
  return (base) => ({
    planReport: async (request, inputs) => {
      asked += 1;
      if (asked === 1) await callWhile(() => true);
      return await base.planReport(request, inputs);
    },
  });
}

const writingTool = (base: Activities): Partial<Activities> => ({
  researchTurn: async (request, inputs) => {
    if (request.call.turn > 0)
      return await base.researchTurn({ ...request, call: { ...request.call, turn: 2 } }, inputs);
    const call = {
      name: 'send_mail',
      index: 0,
      effect: 'write' as const,
    };
    const refs = { answer: fakeRef('answer'), transcript: fakeRef('transcript').sha256 };
    return { outcome: 'tools', ...refs, calls: [call], made: [], receipt: RECEIPT };
  },
});

const CORE: Scenario[] = [
  { name: 'plain', drive: async () => undefined },
  {
    name: 'gate-approved',
    input: { gates: ['plan', 'approve'] },
    drive: async (job) => {
      await job.send('decide', decisionOn(await job.until(gateOpen('plan')), 'approve'));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'approve'));
    },
  },
  {
    name: 'gate-revised',
    input: APPROVE,
    drive: async (job) => {
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'revise', { comment: 'Shorter.' }));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 2)), 'approve'));
    },
  },
  {
    name: 'gate-edited',
    input: APPROVE,
    drive: async (job) => {
      const edited = { edited: fakeRef('my words') };
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'edit', edited));
    },
  },
  {
    name: 'gate-rejected',
    input: APPROVE,
    drive: async (job) => {
      await job.signal('decide', decisionOn(await job.until(gateOpen('approve')), 'reject'));
      return undefined;
    },
  },
  {
    name: 'asked',
    input: APPROVE,
    activities: () => (base) => ({
      answerQuestion: async (request, inputs) => {
        if (inputs.text === 'No key?') return fail('model-key-rejected');
        if (inputs.text === 'Never?') await callWhile(() => true);
        return await base.answerQuestion(request, inputs);
      },
    }),
    drive: async (job) => {
      const { gates } = await job.until(gateOpen('approve'));
      const gate = gates[0]?.id ?? '';
      const asked = (count: number) => (view: JobView) =>
        view.gates[0]?.questions.filter(({ status }) => status !== 'pending').length === count;
      await job.send('ask', { gate, text: 'Is it so?' });
      await job.until(asked(1));
      await job.send('ask', { gate, text: 'No key?', messageId: 'no-key' });
      await job.until(asked(2));
      await job.send('answer', { gate, question: 'no-key', text: 'It is so.' });
      await job.send('ask', { gate, text: 'Never?' });
      await job.send('decide', decisionOn(await job.view(), 'approve'));
    },
  },
  {
    name: 'parked-retried',
    activities: () => failingDraft(1),
    drive: async (job) => {
      await job.until(({ status }) => status === 'needs_attention');
      await job.send('recover', { step: 'draft', item: null, attempt: 1, action: RETRY });
    },
  },
  {
    name: 'aborted',
    activities: () => failingDraft(9),
    drive: async (job) => {
      await job.until(({ status }) => status === 'needs_attention');
      const action = { kind: 'abort' as const, reason: 'No key.' };
      await job.send('recover', { step: 'draft', item: null, attempt: 1, action });
    },
  },
  {
    name: 'cancelled',
    activities: heldPlan,
    drive: async (job) => {
      await job.until(({ steps }) => steps[1]?.status === 'running');
      await job.send('cancel', { reason: 'Enough.' });
    },
  },
  {
    name: 'paused',
    activities: heldPlan,
    drive: async (job) => {
      await job.until(({ steps }) => steps[1]?.status === 'running');
      await job.send('pause', { running: 'cancel', reason: '' });
      await job.send('resume', { reason: '' });
    },
  },
  {
    name: 'continued',
    input: { ...APPROVE, limits: { continueAfterEvents: 60 } },
    drive: async (job) => {
      await job.send('decide', decisionOn(await job.until(gateOpen('approve')), 'approve'));
    },
  },
  {
    name: 'verify-rounds',
    input: { limits: { verifyRounds: 1 } },
    activities: () => (base) => ({
      settleVerification: async (input) => {
        const settled = await base.settleVerification(input);
        return { ...settled, facts: { ...settled.facts, blocking: 1 } };
      },
    }),
    drive: async () => undefined,
  },
  {
    name: 'tool-gate',
    activities: () => writingTool,
    drive: async (job) => {
      await job.send('decide', decisionOn(await job.until(gateOpen('research')), 'approve'));
    },
  },
  {
    name: 'check-holds',
    kind: 'check',
    input: { gates: ['plan'] },
    drive: async (job) => {
      const edited = { edited: fakeRef('fewer parts') };
      await job.send('decide', decisionOn(await job.until(gateOpen('plan')), 'edit', edited));
    },
  },
  {
    name: 'check-corrected',
    kind: 'check',
    input: APPROVE,
    activities: () => (base) => ({
      settleVerification: async (input) => {
        const settled = await base.settleVerification(input);
        return { ...settled, facts: { ...settled.facts, blocking: 1 } };
      },
    }),
    drive: async (job) => {
      const corrected = await job.until(gateOpen('approve', 2));
      await job.send('decide', decisionOn(corrected, 'revise', { comment: 'Say it shorter.' }));
      await job.send('decide', decisionOn(await job.until(gateOpen('approve', 3)), 'approve'));
    },
  },
];

/** Every way of a job that a change of the workflows' code must not break. */
export const SCENARIOS: Scenario[] = [...CORE, ...RECOVERIES];
