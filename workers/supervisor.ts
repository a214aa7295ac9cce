import { join } from 'node:path';
import type { Instance } from '../contract/instance.ts';
import { instantOf } from '../contract/instants.ts';
import type { ChildMessage } from './child-messages.ts';
import {
  apiCommand,
  type Entries,
  newToken,
  offlineModelCommand,
  replayCommand,
  type Surroundings,
  workerCommand,
} from './child-plans.ts';
import { type Configuration, plainEnvironment } from './config.ts';
import { IdleExit } from './idle-exit.ts';
import { nextEpoch, writeInstance } from './instance.ts';
import { lookFirst } from './look-first.ts';
import type { DataPaths } from './paths.ts';
import { chooseApiPort, freePort, LOOPBACK } from './ports.ts';
import { stopLeftOverTemporal } from './process-table.ts';
import { RotatingLog } from './rotating-log.ts';
import { sessionSecret } from './session-secret.ts';
import { type ProcessPlan, SupervisedProcess } from './supervised-process.ts';
import { temporalAddress } from './temporal-address.ts';
import { keepForYears, registerSearchAttributes, serverVersion, waitForTemporal } from './temporal-admin.ts';
import { locateTemporal, type TemporalProgram } from './temporal-program.ts';
import { guardServerVersion, temporalArguments, temporalPort } from './temporal-server.ts';
import { rememberWorkflows, workflowsNow } from './workflow-sources.ts';

/** What an instance is made of, and whom it tells. */
export interface SupervisorOptions {
  configuration: Configuration;
  paths: DataPaths;
  entries: Entries;
  /** The port the person asked for; `up` has seen that it is free. */
  port: number | undefined;
  /** End when nothing has been going on for this long; undefined: stay. */
  idleExitMs: number | undefined;
  /** One line of the check list. */
  report(line: string): void;
}

type ProcessName = 'offline model' | 'worker' | 'API';

/** SIGTERM to SIGKILL for each, in the order of stopping; the sum stays below 15 s. */
const GRACE_MS = { API: 3_000, worker: 6_000, 'offline model': 1_000, temporal: 3_500 };

/** Starts the processes of one instance, starts again what dies, and stops them in order. The caller holds the data folder's lock. */
export class Supervisor {
  /** Resolves when the instance itself wants to end: nothing to do for a while, or asked to through the API. */
  readonly finished: Promise<string>;
  readonly #options: SupervisorOptions;
  readonly #around: Surroundings;
  readonly #idle: IdleExit;
  readonly #processes = new Map<ProcessName | 'Temporal', SupervisedProcess>();
  readonly #finish: (reason: string) => void;
  #temporalPort: number | undefined;
  #url = '';
  /** What `instance.json` says, once it does. */
  #instance: Instance | undefined;
  readonly #stopping = new AbortController();

  constructor(options: SupervisorOptions) {
    let finish: (reason: string) => void = () => {};
    this.finished = new Promise((resolve) => {
      finish = resolve;
    });
    this.#finish = finish;
    this.#options = options;
    this.#idle = new IdleExit(options.idleExitMs, () => finish('nothing is left to do'));
    this.#around = {
      temporalAddress: options.configuration.settings.TEMPORAL_ADDRESS ?? '',
      offlineModelUrl: undefined,
      offlineModelPort: 0,
      apiPort: 0,
      apiPortMayMove: options.port === undefined,
      token: newToken(),
      sessionSecret: sessionSecret(options.paths),
      epoch: nextEpoch(options.paths),
    };
  }

  /** Resolves when everything serves and `instance.json` says where; rejects with the first thing that does not start. */
  async start(): Promise<Instance> {
    this.#around.offlineModelPort = await freePort();
    const [program] = await Promise.all([
      this.#temporalProgram(),
      this.#startNode('offline model', offlineModelCommand),
    ]);
    const temporal = this.#startTemporal(program);
    await Promise.all([temporal.then(() => this.#startNode('API', apiCommand)), this.#startWorker(temporal)]);
    const { token } = this.#around;
    const instance = { pid: process.pid, url: this.#url, token, startedAt: instantOf(Date.now()) };
    this.#instance = instance;
    if (!this.#stopping.signal.aborted) writeInstance(this.#options.paths, instance);
    return instance;
  }

  /** Stops everything, Temporal last, so that the others can still say goodbye to it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#idle.stay();
    for (const name of ['API', 'worker', 'offline model', 'Temporal'] as const) await this.#processes.get(name)?.stop();
  }

  /** SIGKILL to everything; for the second Ctrl-C. */
  kill(): void {
    for (const process of this.#processes.values()) process.kill();
  }

  /** The program of the embedded server, which may have to be built first; undefined with a server of the person's own. */
  async #temporalProgram(): Promise<TemporalProgram | undefined> {
    const { configuration } = this.#options;
    if (configuration.settings.TEMPORAL_ADDRESS !== undefined) return undefined;
    this.#takeTemporalPort(await temporalPort(undefined));
    return locateTemporal(configuration.variables, {
      signal: this.#stopping.signal,
      report: (line) => this.#report(line),
    });
  }

  #takeTemporalPort(port: number): void {
    this.#temporalPort = port;
    this.#around.temporalAddress = `${LOOPBACK}:${port}`;
  }

  async #startTemporal(program: TemporalProgram | undefined): Promise<void> {
    const { configuration, paths } = this.#options;
    const namespace = configuration.settings.TEMPORAL_NAMESPACE;
    if (program === undefined) {
      const connection = await waitForTemporal(temporalAddress(configuration.settings), 10_000);
      await registerSearchAttributes(connection, namespace);
      this.#report(`Temporal ${await serverVersion(connection)} on ${configuration.settings.TEMPORAL_ADDRESS}`);
      await connection.close();
      return;
    }
    const leftOver = await stopLeftOverTemporal(paths.temporal);
    if (leftOver > 0) this.#report('stopped the Temporal server that an earlier instance left behind');
    const copy = guardServerVersion(paths, program);
    if (copy)
      this.#report(`copied the Temporal database to ${copy} before server ${program.serverVersion} takes it over`);
    await this.#keep('Temporal', {
      name: 'Temporal',
      command: () => this.#temporalCommand(program.path),
      whenReady: (signal) => this.#prepareTemporal(namespace, signal),
      log: new RotatingLog(join(paths.logs, 'temporal.log')),
      graceMs: GRACE_MS.temporal,
    });
    this.#report(`Temporal ${program.serverVersion} on ${this.#around.temporalAddress}`);
  }

  /**
   * Starts the worker beside Temporal, which it waits for itself: what it loads until then is most of its start. Only where the workflows
   * are others than at the last start, the open jobs are replayed before.
   */
  async #startWorker(temporal: Promise<void>): Promise<void> {
    const { configuration, entries, paths } = this.#options;
    const workflows = workflowsNow(paths, configuration.settings);
    if (workflows.haveChanged) {
      await temporal;
      const command = replayCommand(entries, configuration, this.#around);
      const trouble = await lookFirst(command, this.#stopping.signal, (line) => this.#report(line));
      if (trouble !== null) this.#report(`open jobs could not be replayed with the changed workflows: ${trouble}`);
    }
    if (!this.#stopping.signal.aborted) rememberWorkflows(paths, workflows);
    await this.#startNode('worker', workerCommand);
  }

  async #temporalCommand(program: string) {
    const { configuration, paths } = this.#options;
    const port = await temporalPort(this.#temporalPort);
    const hasMoved = this.#temporalPort !== undefined && port !== this.#temporalPort;
    this.#takeTemporalPort(port);
    if (hasMoved) this.#restart('worker', 'API');
    const args = temporalArguments(paths.temporal, port, configuration.settings.TEMPORAL_NAMESPACE);
    return { program, args, env: plainEnvironment(configuration.variables) };
  }

  async #prepareTemporal(namespace: string, signal: AbortSignal): Promise<void> {
    const connection = await waitForTemporal({ address: this.#around.temporalAddress, tls: false }, 30_000, signal);
    await keepForYears(connection, namespace);
    await connection.close();
  }

  async #startNode(name: ProcessName, commandOf: typeof workerCommand): Promise<void> {
    const { configuration, entries, paths } = this.#options;
    await this.#keep(name, {
      name,
      command: async () => {
        // Only a first choice: between this look and its listening somebody else may be faster, and the API moves on by itself.
        if (name === 'API' && this.#url === '') this.#around.apiPort = await chooseApiPort(this.#options.port);
        return commandOf(entries, configuration, this.#around);
      },
      onReady: (url) => this.#noteUrl(name, url),
      onMessage: (message) => this.#hear(name, message),
      log: new RotatingLog(join(paths.logs, `${name.toLowerCase().replace(' ', '-')}.log`)),
      graceMs: GRACE_MS[name],
    });
    this.#report(name === 'API' ? `API on ${this.#url}` : name);
  }

  #keep(name: ProcessName | 'Temporal', plan: ProcessPlan): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    let hasServed = false;
    const onReady = (url: string | undefined): void => {
      plan.onReady?.(url);
      if (hasServed) this.#report(`${name} is back`);
      hasServed = true;
    };
    const onDeath = (sentence: string): void => {
      if (name === 'API') this.#idle.tell(false);
      this.#report(sentence);
    };
    const kept = new SupervisedProcess({ ...plan, onReady, onDeath });
    this.#processes.set(name, kept);
    return kept.start();
  }

  #noteUrl(name: ProcessName, url: string | undefined): void {
    if (name === 'API') {
      this.#url = url ?? `http://${LOOPBACK}:${this.#around.apiPort}`;
      // Whoever knows the address finds it there again when it comes back; unless somebody took the port meanwhile, and no person named it.
      this.#around.apiPort = Number(new URL(this.#url).port);
      if (this.#instance !== undefined && this.#instance.url !== this.#url) {
        this.#instance = { ...this.#instance, url: this.#url };
        this.#report(`the API has moved to ${this.#url}, since its port was taken`);
        if (!this.#stopping.signal.aborted) writeInstance(this.#options.paths, this.#instance);
      }
    }
    if (name !== 'offline model') return;
    const before = this.#around.offlineModelUrl;
    this.#around.offlineModelUrl = url;
    if (before !== undefined && before !== url) this.#restart('worker', 'API');
  }

  #hear(name: ProcessName, message: ChildMessage): void {
    if (name !== 'API') return;
    if ('idle' in message) this.#idle.tell(message.idle);
    if ('stay' in message) this.#idle.stay();
    if ('stop' in message) this.#finish('asked to stop');
  }

  #report(line: string): void {
    if (!this.#stopping.signal.aborted) this.#options.report(line);
  }

  #restart(...names: ProcessName[]): void {
    for (const name of names) this.#processes.get(name)?.restart();
  }
}
