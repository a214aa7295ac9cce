import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { DeploymentAnswer, WorkerVersion } from '../../../contract/deployments.ts';
import { DossierError } from '../../../contract/failures.ts';
import { instantOf } from '../../../contract/instants.ts';
import { TASK_QUEUE } from '../../../contract/temporal-names.ts';
import { fromTemporal } from './temporal-errors.ts';

/** What the API can do about the builds of the workers. */
export interface Deployments {
  /** All builds, the newest first. Throws `temporal-unreachable`. */
  describe(): Promise<DeploymentAnswer>;
  /** New jobs start on this build from now on. Waits for its first poll; throws `build-unknown` where none comes. */
  makeCurrent(build: string): Promise<void>;
  /** Lets a job go on with the current build, whatever it is pinned to. Throws `versioning-off`, `job-not-found`. */
  move(jobId: string): Promise<void>;
}

const CALL_MS = 10_000;
/** A worker polls for up to a minute at a time. */
const POLLER_MS = 75_000;
const FIRST_POLL_MS = 20_000;
const LOOK_MS = 500;
const NOT_FOUND = 5;
const PRECONDITION = 9;
const DRAINED = 2;
/** Temporal's own sign between the two halves of a version's name. */
const DELIMITER = ':';

/** The builds of one deployment in Temporal. */
export class TemporalDeployments implements Deployments {
  readonly #client: Client;
  readonly #name: string;
  readonly #firstPollMs: number;

  /** `firstPollMs`: how long a build may take to ask for work before it counts as unknown. */
  constructor(client: Client, name: string, firstPollMs = FIRST_POLL_MS) {
    this.#client = client;
    this.#firstPollMs = firstPollMs;
    this.#name = name;
  }

  async describe(): Promise<DeploymentAnswer> {
    const info = await this.#info();
    const current = info?.routingConfig?.currentDeploymentVersion?.buildId ?? null;
    const builds = (info?.versionSummaries ?? []).flatMap((summary) => {
      const build = summary.deploymentVersion?.buildId;
      return build ? [{ build, summary }] : [];
    });
    const pollers = builds.length === 0 ? new Map<string, number>() : await this.#pollers();
    const versions = await Promise.all(
      builds.map(async ({ build, summary }): Promise<WorkerVersion> => {
        const openJobs = await this.#countJobs(`TemporalWorkerDeploymentVersion = "${this.#name}${DELIMITER}${build}"`);
        const seconds = Number(summary.createTime?.seconds ?? 0);
        const isCurrent = build === current;
        const drainage = summary.drainageInfo?.status ?? summary.drainageStatus ?? 0;
        return {
          ...{ build, isCurrent, openJobs, pollers: pollers.get(build) ?? 0 },
          state: stateOf(isCurrent, drainage),
          createdAt: seconds === 0 ? null : instantOf(seconds * 1_000),
        };
      }),
    );
    versions.sort((one, other) => (other.createdAt ?? '').localeCompare(one.createdAt ?? ''));
    const unversionedJobs = await this.#countJobs('TemporalWorkerDeploymentVersion IS NULL');
    return { name: this.#name, current, versions, unversionedJobs };
  }

  async makeCurrent(build: string): Promise<void> {
    const { namespace } = this.#client.options;
    const deadline = Date.now() + this.#firstPollMs;
    for (;;) {
      try {
        await this.#call(() =>
          this.#client.workflowService.setWorkerDeploymentCurrentVersion({
            ...{ namespace, deploymentName: this.#name, buildId: build, identity: 'dossier deploy' },
          }),
        );
        return;
      } catch (error) {
        const mayCome = statusOf(error) === NOT_FOUND || statusOf(error) === PRECONDITION;
        if (!mayCome) throw fromTemporal(error, build);
        if (Date.now() > deadline) throw unknownBuild(build, error);
        await sleep(LOOK_MS);
      }
    }
  }

  async move(jobId: string): Promise<void> {
    const info = await this.#info();
    if (!info?.routingConfig?.currentDeploymentVersion?.buildId)
      throw new DossierError('versioning-off', 'No build is current, so there is nothing to move a job to.');
    const { namespace } = this.#client.options;
    try {
      await this.#call(() =>
        this.#client.workflowService.updateWorkflowExecutionOptions({
          ...{ namespace, workflowExecution: { workflowId: jobId } },
          workflowExecutionOptions: { versioningOverride: { autoUpgrade: true } },
          updateMask: { paths: ['versioning_override'] },
        }),
      );
    } catch (error) {
      throw fromTemporal(error, jobId);
    }
  }

  /** Null where no worker of the deployment has ever polled. */
  async #info() {
    const { namespace } = this.#client.options;
    try {
      const request = { namespace, deploymentName: this.#name };
      const answer = await this.#call(() => this.#client.workflowService.describeWorkerDeployment(request));
      return answer.workerDeploymentInfo ?? null;
    } catch (error) {
      if (statusOf(error) === NOT_FOUND) return null;
      throw fromTemporal(error, this.#name);
    }
  }

  /** How many workers of each build ask for workflow tasks. */
  async #pollers(): Promise<Map<string, number>> {
    const { namespace } = this.#client.options;
    const { pollers } = await this.#call(() =>
      this.#client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: TASK_QUEUE }, taskQueueType: 1 }),
    );
    const counts = new Map<string, number>();
    for (const { deploymentOptions, lastAccessTime } of pollers ?? []) {
      const build = deploymentOptions?.deploymentName === this.#name ? deploymentOptions.buildId : undefined;
      if (!build || Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1_000 > POLLER_MS) continue;
      counts.set(build, (counts.get(build) ?? 0) + 1);
    }
    return counts;
  }

  async #countJobs(which: string): Promise<number> {
    const { namespace } = this.#client.options;
    const query = `ExecutionStatus = "Running" AND TaskQueue = "${TASK_QUEUE}" AND ${which}`;
    const { count } = await this.#call(() =>
      this.#client.workflowService.countWorkflowExecutions({ namespace, query }),
    );
    return Number(count ?? 0);
  }

  #call<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return this.#client.withDeadline(Date.now() + CALL_MS, ask);
  }
}

function stateOf(isCurrent: boolean, drainage: number): WorkerVersion['state'] {
  if (isCurrent) return 'current';
  if (drainage === 0) return 'new';
  return drainage === DRAINED ? 'drained' : 'draining';
}

function statusOf(error: unknown): number | null {
  return isGrpcServiceError(error) ? error.code : null;
}

function unknownBuild(build: string, cause: unknown): DossierError {
  return new DossierError('build-unknown', `No worker of the build ${build} has asked for work.`, { cause });
}
