import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import { createProbeModels } from '../activities/models/probe-models.ts';
import { privateHosts } from '../activities/pages/private-hosts.ts';
import { TASK_QUEUE } from '../contract/temporal-names.ts';
import { armedFailpoints, storeWithFailpoints } from '../store/failpoints.ts';
import { openStore } from '../store/open-store.ts';
import type { ChildMessage } from './child-messages.ts';
import { loadConfiguration } from './config.ts';
import { buildOf, deploymentOf } from './deployment.ts';
import './exit-with-parent.ts';
import { activitiesWithFailpoints, modelsWithFailpoints } from './failpoints.ts';
import { watchEpoch } from './instance-fence.ts';
import { modelsTold } from './models-told.ts';
import { dataPaths } from './paths.ts';
import { createLog, installRuntime } from './process-log.ts';
import { connectModels } from './providers.ts';
import { temporalAddress } from './temporal-address.ts';
import { bundleFor } from './workflow-bundle.ts';

// Composition root of the worker: configuration -> store, models, activities -> Worker.
const { settings, dataFolder } = loadConfiguration();
const log = createLog(settings.DOSSIER_LOG_LEVEL);
installRuntime(log);
const paths = dataPaths(dataFolder);
const pass = settings.DOSSIER_FAILPOINTS === undefined ? null : armedFailpoints(settings.DOSSIER_FAILPOINTS);
const isEmbedded = settings.DOSSIER_INSTANCE_EPOCH !== undefined && settings.DATABASE_URL === undefined;
const opened = await openStore({
  databaseUrl: settings.DATABASE_URL ?? paths.ledger,
  artifactsUrl: settings.ARTIFACTS_URL ?? paths.artifacts,
  // A supervisor keeps its number and its id while it starts its worker again, so that only another start counts as newer.
  ...(isEmbedded && { holder: `start ${settings.DOSSIER_INSTANCE_EPOCH} of process ${process.ppid}` }),
});
const store = pass === null ? opened : storeWithFailpoints(opened, pass);
const connected = connectModels(settings, (image) => store.artifacts.getBytes(image.sha256));
const { activities, close } = createActivities({
  ...store,
  ...connected,
  models: pass === null ? connected.models : modelsWithFailpoints(connected.models, pass),
  isPrivateHost: privateHosts(settings.DOSSIER_FETCH_PRIVATE_HOSTS),
  holder: `${hostname()}:${process.pid}`,
});
const probes = createProbeModels({ ...connected, told: modelsTold(connected) });
/** The server starts beside the worker: until it answers and knows the namespace, there is nothing to connect to. */
const PATIENCE_MS = 30_000;

async function createWorker(): Promise<Worker> {
  const connection = await NativeConnection.connect(temporalAddress(settings));
  try {
    return await Worker.create({
      connection,
      namespace: settings.TEMPORAL_NAMESPACE,
      taskQueue: TASK_QUEUE,
      workflowBundle: bundle,
      activities: { ...(pass === null ? activities : activitiesWithFailpoints(activities, pass)), ...probes },
      ...deploymentOf(settings),
      maxConcurrentActivityTaskExecutions: 40,
      maxCachedWorkflows: 200,
      // After kill -9 the first task of each cached job waits for this.
      stickyQueueScheduleToStartTimeout: '1s',
      // Cancel and pause reach a call with the next heartbeat that is sent.
      maxHeartbeatThrottleInterval: '500ms',
      defaultHeartbeatThrottleInterval: '500ms',
      shutdownGraceTime: '2s',
      shutdownForceTime: '4s',
    });
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function createWorkerPatiently(): Promise<Worker> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await createWorker();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

const bundle = await bundleFor(settings);
const worker = await createWorkerPatiently();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => worker.getState() === 'RUNNING' && worker.shutdown());
watchEpoch(opened.ledger, (newest) => {
  log.error(
    { epoch: opened.ledger.epoch, newest },
    'A newer start of this instance has taken the ledger over: this worker ends.',
  );
  // What it still runs may write nothing any more.
  process.exit(0);
});
const ready: ChildMessage = { ready: {} };
process.send?.(ready);
const build = settings.DOSSIER_WORKER_VERSIONING === 'pinned' ? buildOf(settings) : null;
log.info({ taskQueue: TASK_QUEUE, build }, 'ready');
try {
  await worker.run();
} catch (error) {
  log.error({ error }, 'The worker did not stop by itself.');
} finally {
  await close();
  await store.close();
  process.exit(0);
}
