import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import type { Outgoing } from '../../../client/api/job-control.ts';
import { TemporalJobControl } from '../../../client/api/temporal/temporal-job-control.ts';
import { TemporalRunControl } from '../../../client/api/temporal/temporal-run-control.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ReportInput } from '../../../contract/job-input.ts';
import { TASK_QUEUE } from '../../../contract/temporal-names.ts';
import type { JobView } from '../../../contract/view.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';
import { patient } from '../../support/patient.ts';
import { scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
let control: TemporalJobControl;
beforeAll(async () => {
  rig = await startRig();
  control = new TemporalJobControl(rig.env.client);
}, 120_000);
afterAll(() => rig.stop());

/** Runs a worker of the product's own task queue while `act` runs. */
async function withWorker<Result>(act: () => Promise<Result>, workflowBundle = rig.bundle): Promise<Result> {
  const worker = await Worker.create({
    connection: rig.env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle,
    activities: scriptedActivities().activities,
    stickyQueueScheduleToStartTimeout: '1s',
  });
  return worker.runUntil(act);
}

/** Asks until the view is as wanted; a worker that has just come may be late with its first answers. */
async function until(jobId: string, isWanted: (view: JobView) => boolean): Promise<JobView> {
  // Time, not tries: before a job's first workflow task is done the server refuses a query at once, and a busy
  // machine takes its time with that first task.
  const latest = Date.now() + 90_000;
  for (;;) {
    try {
      const view = await control.view(jobId);
      if (isWanted(view)) return view;
    } catch (error) {
      const isLate = error instanceof DossierError && error.code === 'job-unanswered';
      // What fails for good says why: the description names a workflow task that fails again and again.
      if (!isLate || Date.now() > latest) throw new Error(JSON.stringify(await described(jobId)), { cause: error });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const start = (input: ReportInput) => patient(() => control.start(input, 'Title'));

/** What the server says of a job, however busy it is. */
const described = (jobId: string) => patient(() => control.describe(jobId));

/** The decision to approve what the open gate of a view shows. */
function approval(view: JobView, changes: { artifact?: string } = {}): Outgoing {
  const [gate] = view.gates;
  if (gate === undefined) throw new Error('no gate is open');
  const shown = { gate: gate.id, artifact: gate.artifact.sha256, round: gate.round, ...changes };
  const messageId = `approve-${shown.artifact}`;
  return {
    name: 'decide',
    message: { messageId, actor: PERSON, ...shown, decision: 'approve', edited: null, comment: '' },
  };
}

describe('a job on a real server', () => {
  it('is started once, viewed, refused and answered with its own reasons, and told to be closed', async () => {
    const input = reportInput('job-a', { gates: ['approve'], tags: ['x'] });
    await withWorker(async () => {
      await start(input);
      await start(input);
      const view = await until('job-a', ({ gates }) => gates.length > 0);
      const send = (outgoing: Outgoing) => patient(() => control.update('job-a', outgoing));
      const stale = send(approval(view, { artifact: 'f'.repeat(64) }));
      await expect(stale).rejects.toMatchObject({ code: 'gate-stale', failure: { remedy: expect.any(String) } });
      const answer = await send(approval(view));
      expect(await send(approval(view))).toEqual(answer);
      await rig.env.client.workflow.getHandle('job-a').result();
      const late = send({ name: 'resume', message: { messageId: 'late', actor: PERSON, reason: '' } });
      await expect(late).rejects.toMatchObject({ code: 'job-not-found' });
    });
    expect(await described('job-a')).toMatchObject({ closedAs: 'COMPLETED', trouble: null });
    const { memo, searchAttributes } = await rig.env.client.workflow.getHandle('job-a').describe();
    expect(memo).toEqual({ title: 'Title' });
    expect(searchAttributes).toMatchObject({ JobKind: ['report'], Owner: ['local'], Tags: ['x'] });
  }, 120_000);

  it('takes a signal without a worker, which the next one applies', async () => {
    const input = reportInput('job-b', { gates: ['approve'] });
    const view = await withWorker(async () => {
      await start(input);
      return until('job-b', ({ gates }) => gates.length > 0);
    });
    await expect(control.view('job-b')).rejects.toMatchObject({ code: 'job-unanswered' });
    await patient(() => control.signal('job-b', approval(view)));
    const decided = await withWorker(async () => {
      const seen = await until('job-b', ({ decisions }) => decisions.length > 0);
      // A worker that is told to go in the middle of a step waits for it.
      await rig.env.client.workflow.getHandle('job-b').result();
      return seen;
    });
    expect(decided.decisions).toMatchObject([{ messageId: approval(view).message.messageId }]);
  }, 120_000);

  it('rings over continue-as-new, to its end', async () => {
    const input = reportInput('job-c', { limits: { continueAfterEvents: 30 } });
    let runs = 0;
    await withWorker(async () => {
      await start(input);
      const first = (await rig.env.client.workflow.getHandle('job-c').describe()).runId;
      // Ends by itself only if it followed every run.
      for await (const _ of control.bell('job-c', new AbortController().signal)) runs += 1;
      const last = await rig.env.client.workflow.getHandle('job-c').describe();
      expect(last.runId).not.toBe(first);
      expect(last.status.name).toBe('COMPLETED');
    });
    expect(runs).toBeGreaterThan(2);
  }, 120_000);

  it('that fails in its own code is described with the reason', async () => {
    const broken: ReportInput = JSON.parse(JSON.stringify({ ...reportInput('job-d'), limits: null }));
    await withWorker(async () => {
      await start(broken);
      for (;;) {
        const description = await described('job-d');
        if (description?.trouble) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    expect((await described('job-d'))?.closedAs).toBeNull();
    await rig.env.client.workflow.getHandle('job-d').terminate('test');
    expect((await described('job-d'))?.closedAs).toBe('TERMINATED');
  }, 120_000);

  it('that waits while its code is broken says so when it is asked, and has no task that fails', async () => {
    await withWorker(async () => {
      await start(reportInput('job-e', { gates: ['approve'] }));
      await until('job-e', ({ gates }) => gates.length > 0);
      const isBusy = async () => {
        const { pendingActivities, pendingWorkflowTask } = (await rig.env.client.workflow.getHandle('job-e').describe())
          .raw;
        return (pendingActivities ?? []).length > 0 || pendingWorkflowTask != null;
      };
      // Its record is still on its way when it comes to the gate.
      while (await isBusy()) await new Promise((resolve) => setTimeout(resolve, 100));
    });
    const broken = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../../support/workflows/reordered.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    });
    await withWorker(async () => {
      const failed = { code: 'job-stuck', message: expect.stringMatching(/^\[TMPRL1100\] Nondeterminism error/) };
      await expect(until('job-e', () => true)).rejects.toMatchObject({ cause: failed });
      const runs = new TemporalRunControl(rig.env.client);
      await expect(patient(() => runs.record('job-e'))).rejects.toMatchObject(failed);
    }, broken);
    expect(await described('job-e')).toMatchObject({ closedAs: null, trouble: null });
  }, 120_000);

  it('that nobody knows is told to be unknown', async () => {
    expect(await described('job-x')).toBeNull();
    await expect(patient(() => control.view('job-x'))).rejects.toMatchObject({ code: 'job-not-found' });
    const cancel: Outgoing = { name: 'cancel', message: { messageId: 'c', actor: PERSON, reason: '' } };
    await expect(patient(() => control.signal('job-x', cancel))).rejects.toMatchObject({ code: 'job-not-found' });
    await patient(() => control.forget('job-x', []));
  }, 120_000);
});
