import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';

/** How often the server is started before it counts as one that cannot be. */
const STARTS = 5;
const KEYWORDS = ['JobStatus', 'JobKind', 'Owner', 'Risk', 'WaitingFor'];

/** Finds the Temporal program that `scripts/setup.js` put in place. */
export function temporalProgram(): string {
  const cache =
    process.env.XDG_CACHE_HOME ??
    (process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache'));
  const candidates = [process.env.TEMPORAL_CLI_PATH, join(cache, 'dossier', 'temporal', '1.5.1', 'temporal')];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('The Temporal program is not there: run `node scripts/setup.js` first.');
  return found;
}

/** Has the SDK of this process log errors only. */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  });
}

/** Starts a real Temporal server of the test's own, tuned as the embedded one is, and with no minimal life of a run, so that continue-as-new is quick. */
export async function startTemporal(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const dynamic = [
    'history.transferProcessorMaxPollRPS=5000',
    'history.timerProcessorMaxTimeShift="20ms"',
    'history.workflowIdReuseMinimalInterval="0s"',
    'history.workflowTaskRetryMaxInterval="1s"',
    'system.enableActivityEagerExecution=true',
  ];
  const options: Parameters<typeof TestWorkflowEnvironment.createLocal>[0] = {
    server: {
      executable: { type: 'existing-path', path: temporalProgram() },
      searchAttributes: [
        ...KEYWORDS.map((name) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD)),
        defineSearchAttributeKey('Tags', SearchAttributeType.KEYWORD_LIST),
      ],
      extraArgs: dynamic.flatMap((value) => ['--dynamic-config-value', value]),
      log: { format: 'json', level: 'never' },
    },
  };
  // The SDK gives the process five seconds to answer, which is little where servers start beside each other on two cores.
  for (let left = STARTS; ; left -= 1) {
    try {
      return await TestWorkflowEnvironment.createLocal(options);
    } catch (error) {
      if (left === 1) throw error;
    }
  }
}
