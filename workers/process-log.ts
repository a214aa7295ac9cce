import { DefaultLogger, type LogEntry, Runtime } from '@temporalio/worker';
import { type Logger, pino } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The worker's log: JSON lines on stdout, which the supervisor rotates. What could hold a secret is left out by name. */
export function createLog(level: string): Logger {
  return pino({
    name: 'worker',
    level,
    redact: { paths: ['*.apiKey', '*.authorization', '*.token', '*.headers'], remove: true },
  });
}

/** Sends the SDK's own log through ours. Must run once, before any connection. */
export function installRuntime(log: Logger): void {
  const logger = new DefaultLogger('INFO', (entry: LogEntry) =>
    log[LEVELS[entry.level]]({ ...entry.meta }, entry.message),
  );
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
}
