import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { DossierError } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { armedFailpoints } from '../../store/failpoints.ts';
import { openStore } from '../../store/open-store.ts';
import { type ApiConfiguration, loadApiConfiguration } from './config.ts';
import { controlWithFailpoints, ledgerWithFailpoints } from './failpoints.ts';
import { HistoryKeeper } from './histories/history-keeper.ts';
import { createServer } from './http/create-server.ts';
import type { ApiParts, InstanceFacts } from './http/parts.ts';
import { Sessions } from './http/sessions.ts';
import { IdleMonitor } from './idle-monitor.ts';
import { ViewReader } from './jobs/view-reader.ts';
import { createLog } from './log.ts';
import { Overlays } from './reconcile/overlays.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { FILE_BYTES_LIMIT } from './routes/uploads.ts';
import { shownAddress } from './settings/shown-address.ts';
import { tellSupervisor } from './supervisor-channel.ts';
import { temporalClient } from './temporal/connection.ts';
import { TemporalDeployments } from './temporal/deployments.ts';
import { TemporalJobControl } from './temporal/temporal-job-control.ts';
import { probeProviders } from './temporal/temporal-provider-probe.ts';
import { TemporalReadingControl } from './temporal/temporal-reading-control.ts';
import { TemporalRunControl } from './temporal/temporal-run-control.ts';
import { ChangeHub } from './watch/change-hub.ts';
import { WatchHub } from './watch/watch-hub.ts';

/** What has not closed by then is cut off. */
const CLOSE_MS = 2_000;
/** On its own, without a supervisor that waits: what is on its way may take so long, and then a little. */
const DRAIN_MS = 20_000;
/** How many ports behind the chosen one are tried. */
const MOST_PORTS = 100;

const isOnItsOwn = process.send === undefined;

function factsOf({ settings, version, paths }: ApiConfiguration): InstanceFacts {
  return {
    version,
    startedAt: instantOf(Date.now()),
    paths,
    temporal: {
      address: settings.TEMPORAL_ADDRESS ?? 'localhost:7233',
      namespace: settings.TEMPORAL_NAMESPACE,
      uiUrl: settings.DOSSIER_TEMPORAL_UI_URL === undefined ? null : shownAddress(settings.DOSSIER_TEMPORAL_UI_URL),
    },
    models: { baseUrl: settings.OPENAI_BASE_URL ?? null, offlineUrl: settings.DOSSIER_OFFLINE_MODEL_URL ?? null },
  };
}

/** Listens on the port, or on the next that is free where it may move: an instance that starts at the same time may have chosen the same one. */
async function listenOn(
  app: FastifyInstance,
  { host, port, portMayMove }: ApiConfiguration,
  log: Logger,
): Promise<string> {
  for (let tried = port; ; tried += 1) {
    try {
      return await app.listen({ host, port: tried });
    } catch (error) {
      if (!portMayMove || !isTaken(error) || tried - port >= MOST_PORTS || tried >= 65_535) throw error;
      log.info({ port: tried }, 'the port is taken: trying the next');
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function serve(configuration: ApiConfiguration, log: Logger): Promise<void> {
  const { settings, token } = configuration;
  const pass = settings.DOSSIER_FAILPOINTS === undefined ? null : armedFailpoints(settings.DOSSIER_FAILPOINTS);
  const opened = await openStore(configuration);
  const store = pass === null ? opened : { ...opened, ledger: ledgerWithFailpoints(opened.ledger, pass) };
  const client = temporalClient(settings);
  const jobs = new TemporalJobControl(client);
  const control = pass === null ? jobs : controlWithFailpoints(jobs, pass);
  const clock = (): number => Date.now();
  const views = new ViewReader(store.ledger, control, clock);
  const watchers = new WatchHub(views, control);
  const changes = new ChangeHub(store.ledger, log);
  const runs = new TemporalRunControl(client);
  const readings = new TemporalReadingControl(client, async () => (await jobs.health()).worker);
  const overlays = new Overlays((jobId) => changes.ring(jobId, 0, instantOf(clock())));
  const histories = new HistoryKeeper({ ...store, runs, clock, log });
  const idle = new IdleMonitor({ ledger: store.ledger, clock, log, tell: (is) => tellSupervisor({ idle: is }) });
  const parts: ApiParts = {
    ...{ artifacts: store.artifacts, ledger: store.ledger, control, views, watchers, changes, token, clock, log },
    ...{ runs, readings, overlays, histories },
    instance: { stay: () => tellSupervisor({ stay: true }), stop: () => tellSupervisor({ stop: true }) },
    facts: factsOf(configuration),
    settings: { settings, told: configuration.told, probe: () => probeProviders(client, () => jobs.health()) },
    allowedHosts: configuration.allowedHosts,
    sessions: new Sessions(settings.DOSSIER_SESSION_SECRET ?? token, clock),
    basePath: settings.DOSSIER_BASE_PATH,
    ...(isOnItsOwn && { closeGraceMs: DRAIN_MS }),
    deployments: new TemporalDeployments(client, settings.DOSSIER_DEPLOYMENT),
    timeScale: settings.DOSSIER_TIME_SCALE,
    fileBytesLimit: FILE_BYTES_LIMIT,
    garbageAgeMs: settings.DOSSIER_GARBAGE_AGE_MS,
    presence: idle,
  };
  const app = await createServer(parts);
  const url = await listenOn(app, configuration, log);
  const reconciler = new Reconciler({ ...parts, keepHistories: (closed) => histories.keep(closed) });
  void reconciler.run();
  endOnSignals(app, log, async () => {
    reconciler.stop();
    idle.stop();
    changes.stop();
    watchers.stop();
    await app.close();
    await store.close();
    await client.connection.close();
  });
  idle.start();
  log.info({ url }, 'serving');
  tellSupervisor({ ready: { url } });
}

function endOnSignals(app: FastifyInstance, log: Logger, close: () => Promise<void>): void {
  let isClosing = false;
  const end = (why: string): void => {
    if (isClosing) return;
    isClosing = true;
    log.info({ why }, 'closing');
    setTimeout(
      () => {
        app.server.closeAllConnections();
        process.exit(0);
      },
      (isOnItsOwn ? DRAIN_MS : 0) + CLOSE_MS,
    ).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'did not close in order');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal));
  process.once('disconnect', () => end('the supervisor is gone'));
}

async function main(): Promise<void> {
  const configuration = loadApiConfiguration();
  const log = createLog(configuration.settings.DOSSIER_LOG_LEVEL);
  try {
    await serve(configuration, log);
  } catch (error) {
    log.fatal({ err: error }, 'does not start');
    throw error;
  }
}

main().catch((error: unknown) => {
  const typed = isTaken(error)
    ? new DossierError('port-taken', 'The port of the API is taken.', { cause: error })
    : error;
  process.stderr.write(`${typed instanceof Error ? typed.message : String(typed)}\n`);
  process.exit(1);
});
