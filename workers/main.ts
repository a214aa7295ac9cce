import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Worker } from '@temporalio/worker';
import { createActivities } from '../activities/create-activities.ts';
import { TASK_QUEUE } from '../contract/temporal-names.ts';
import { openStore } from '../store/open-store.ts';
import type { ChildMessage } from './child-messages.ts';
import { loadConfiguration } from './config.ts';
import './exit-with-parent.ts';
import { dataPaths } from './paths.ts';
import { createLog, installRuntime } from './process-log.ts';
import { connectModels } from './providers.ts';
import { temporalAddress } from './temporal-address.ts';

// Composition root of the worker: configuration -> store, models, activities -> Worker.
const { settings, dataFolder } = loadConfiguration();
const log = createLog(settings.DOSSIER_LOG_LEVEL);
installRuntime(log);
const paths = dataPaths(dataFolder);
const store = await openStore({
  databaseUrl: settings.DATABASE_URL ?? paths.ledger,
  artifactsUrl: settings.ARTIFACTS_URL ?? paths.artifacts,
});
const models = connectModels(settings, (image) => store.artifacts.getBytes(image.sha256));
const { activities, close } = createActivities({ ...store, ...models, holder: `${hostname()}:${process.pid}` });
const workflowsPath = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));
const [workflowBundle, connection] = await Promise.all([
  bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
  NativeConnection.connect(temporalAddress(settings)),
]);
const worker = await Worker.create({
  connection,
  namespace: settings.TEMPORAL_NAMESPACE,
  taskQueue: TASK_QUEUE,
  workflowBundle,
  activities,
  maxConcurrentActivityTaskExecutions: 40,
  maxConcurrentLocalActivityExecutions: 20,
  maxCachedWorkflows: 200,
  // After kill -9 the first task of each cached job waits for this.
  stickyQueueScheduleToStartTimeout: '1s',
  // Cancel and pause reach a call with the next heartbeat that is sent.
  maxHeartbeatThrottleInterval: '500ms',
  defaultHeartbeatThrottleInterval: '500ms',
  shutdownGraceTime: '2s',
  shutdownForceTime: '4s',
});
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => worker.getState() === 'RUNNING' && worker.shutdown());
const ready: ChildMessage = { ready: {} };
process.send?.(ready);
log.info({ taskQueue: TASK_QUEUE }, 'ready');
try {
  await worker.run();
} catch (error) {
  log.error({ error }, 'The worker did not stop by itself.');
} finally {
  await close();
  await store.close();
  process.exit(0);
}
