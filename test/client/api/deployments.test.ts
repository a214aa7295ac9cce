import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { TemporalDeployments } from '../../../client/api/temporal/deployments.ts';
import { settingsOrThrow } from '../../../contract/configuration.ts';
import { TASK_QUEUE } from '../../../contract/temporal-names.ts';
import { deploymentOf } from '../../../workers/deployment.ts';
import { startTemporal } from '../../support/temporal-environment.ts';

let env: TestWorkflowEnvironment;
let bundle: WorkflowBundleWithSourceMap;
let deployments: TemporalDeployments;
const ends: (() => Promise<void>)[] = [];

beforeAll(async () => {
  env = await startTemporal();
  const workflowsPath = fileURLToPath(new URL('../../support/waiting-workflow.ts', import.meta.url));
  bundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  deployments = new TemporalDeployments(env.client, 'dossier');
});
afterAll(async () => {
  for (const end of ends) await end();
  await env?.teardown();
});

/** A worker of a build, as `workers/main.ts` makes one; answers how to end it. */
async function startBuild(build: string): Promise<() => Promise<void>> {
  const settings = settingsOrThrow({ DOSSIER_WORKER_VERSIONING: 'pinned', DOSSIER_BUILD_ID: build });
  const worker = await Worker.create({
    ...{ connection: env.nativeConnection, taskQueue: TASK_QUEUE, workflowBundle: bundle },
    ...deploymentOf(settings),
  });
  const running = worker.run();
  const end = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
  };
  ends.push(end);
  return end;
}

const start = (workflowId: string) =>
  env.client.workflow.start('waiting', { workflowId, taskQueue: TASK_QUEUE, workflowTaskTimeout: '3s' });

/** Looks until it is so: visibility follows a moment later. */
async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    await sleep(200);
  }
}

const ofBuild = async (build: string) =>
  (await deployments.describe()).versions.find((version) => version.build === build);

test('embedded workers have no build', () => {
  expect(deploymentOf(settingsOrThrow({}))).toEqual({});
  const pinned = deploymentOf(settingsOrThrow({ DOSSIER_WORKER_VERSIONING: 'pinned' }));
  expect(pinned.workerDeploymentOptions?.version?.buildId).toMatch(/^[0-9a-f]{16}$/);
});

test('where versioning is not on, there are no builds and nothing can be moved', async () => {
  expect(await deployments.describe()).toEqual({ name: 'dossier', current: null, versions: [], unversionedJobs: 0 });
  await expect(deployments.move('job')).rejects.toMatchObject({ code: 'versioning-off' });
});

test('jobs stay with their build; one whose build is gone is moved to the current one', async () => {
  const endOne = await startBuild('one');
  // Told before its first poll may have reached the server: it waits for that.
  await deployments.makeCurrent('one');
  const job = await start('job-1');
  await until(
    () => ofBuild('one'),
    (version) => version?.openJobs === 1,
  );
  expect(await ofBuild('one')).toMatchObject({ isCurrent: true, state: 'current', openJobs: 1, pollers: 1 });

  await startBuild('two');
  await deployments.makeCurrent('two');
  const other = await start('job-2');
  await until(
    () => ofBuild('two'),
    (version) => version?.openJobs === 1,
  );
  const both = await deployments.describe();
  expect(both.current).toBe('two');
  expect(both.versions.map(({ build, state, openJobs }) => [build, state, openJobs])).toEqual([
    ['two', 'current', 1],
    ['one', 'draining', 1],
  ]);

  await endOne();
  await job.signal('end');
  await deployments.move('job-1');
  await job.result();
  await other.signal('end');
  await other.result();
  await until(deployments.describe.bind(deployments), ({ versions }) =>
    versions.every(({ openJobs }) => openJobs === 0),
  );
});

test('a build that nobody runs does not become current, and an unknown job is not moved', async () => {
  await expect(deployments.move('nobody')).rejects.toMatchObject({ code: 'job-not-found' });
  await expect(new TemporalDeployments(env.client, 'dossier', 1_000).makeCurrent('three')).rejects.toMatchObject({
    code: 'build-unknown',
  });
});
