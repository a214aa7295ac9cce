import type { WorkerOptions } from '@temporalio/worker';
import type { Settings } from '../contract/configuration.ts';
import { sourcesHash } from './workflow-sources.ts';

const BUILD_CHARS = 16;

/** The build that a worker says it is: DOSSIER_BUILD_ID, else the hash of what its workflows are built from. The same code is the same build on every machine. */
export function buildOf(settings: Settings): string {
  return settings.DOSSIER_BUILD_ID ?? sourcesHash().slice(0, BUILD_CHARS);
}

/**
 * Pins jobs to the build that they were started on, where DOSSIER_WORKER_VERSIONING says so; nothing otherwise.
 * Pinned jobs need their build's workers until they end, and no job starts before a build was made current (`dossier deploy`).
 */
export function deploymentOf(settings: Settings): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (settings.DOSSIER_WORKER_VERSIONING !== 'pinned') return {};
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: { deploymentName: settings.DOSSIER_DEPLOYMENT, buildId: buildOf(settings) },
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
