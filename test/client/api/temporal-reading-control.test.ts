import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Context } from '@temporalio/activity';
import { Worker } from '@temporalio/worker';
import { toApplicationFailure } from '../../../activities/failure-boundary.ts';
import { TemporalReadingControl } from '../../../client/api/temporal/temporal-reading-control.ts';
import type { DocumentToRead } from '../../../contract/document-reading.ts';
import { failure } from '../../../contract/failures.ts';
import { TASK_QUEUE } from '../../../contract/temporal-names.ts';
import { type EngineRig, startRig } from '../../support/engine-rig.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { scriptedActivities } from '../../support/scripted-activities.ts';

let rig: EngineRig;
beforeAll(async () => {
  rig = await startRig();
}, 120_000);
afterAll(() => rig.stop());

type ReadDocument = ReturnType<typeof scriptedActivities>['activities']['readDocument'];

async function withWorker<Result>(readDocument: ReadDocument, act: () => Promise<Result>): Promise<Result> {
  const worker = await Worker.create({
    connection: rig.env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: rig.bundle,
    activities: { ...scriptedActivities().activities, readDocument },
    defaultHeartbeatThrottleInterval: '100ms',
    maxHeartbeatThrottleInterval: '100ms',
  });
  return worker.runUntil(act);
}

const control = (waitMs?: number, hasWorker = true): TemporalReadingControl =>
  new TemporalReadingControl(rig.env.client, async () => hasWorker, waitMs);

const documentOf = (digit: string): DocumentToRead => ({
  ...{ organisation: 'local', owner: 'ann', sha256: digit.repeat(64), bytes: 10, extension: 'pdf', timeScale: 0.01 },
});

describe('reading an upload on a real server', () => {
  it('joins those who ask for the same, and reads again when it is over', async () => {
    const digest = fakeRef('digest');
    let reads = 0;
    let go = (): void => {};
    const opened = new Promise<void>((resolve) => {
      go = resolve;
    });
    const readDocument: ReadDocument = async () => {
      reads += 1;
      await opened;
      return { digest };
    };
    await withWorker(readDocument, async () => {
      const starts = jest.spyOn(rig.env.client.workflow, 'start');
      const both = Promise.all([control().read(documentOf('a')), control().read(documentOf('a'))]);
      // The first reading may not be over before the second was asked for.
      const asked = starts.mock.results.map(({ value }) => value);
      starts.mockRestore();
      expect(asked).toHaveLength(2);
      await Promise.all(asked);
      go();
      expect(await both).toEqual([{ digest }, { digest }]);
      expect(reads).toBe(1);
      expect(await control().read(documentOf('a'))).toEqual({ digest });
      expect(reads).toBe(2);
    });
  });

  it('says how far it is where it takes longer than a request waits', async () => {
    let isOver = false;
    const readDocument: ReadDocument = async () => {
      while (!isOver) {
        Context.current().heartbeat({ source: 1, of: 1, name: '', passages: 300, rows: 7 });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return { digest: fakeRef('digest') };
    };
    await withWorker(readDocument, async () => {
      let told: unknown = { progress: null };
      for (const latest = Date.now() + 90_000; Date.now() < latest; ) {
        told = await control(300).read(documentOf('b'));
        if (JSON.stringify(told) !== '{"progress":null}') break;
      }
      expect(told).toEqual({ progress: { passages: 300, rows: 7 } });
      isOver = true;
      expect(await control().read(documentOf('b'))).toHaveProperty('digest');
    });
  });

  it('throws what reading failed with', async () => {
    const readDocument: ReadDocument = async () => {
      throw toApplicationFailure({ ...failure('storage-full', 'No room.'), retryable: false });
    };
    await withWorker(readDocument, async () => {
      await expect(control().read(documentOf('c'))).rejects.toMatchObject({
        code: 'storage-full',
        message: 'No room.',
      });
    });
  });

  it('says that no worker is there', async () => {
    await expect(control(300, false).read(documentOf('d'))).rejects.toMatchObject({ code: 'job-unanswered' });
  });
});
