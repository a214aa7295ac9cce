import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import { loadConfiguration, ROOT } from '../config.ts';
import { runDemo } from './scaled-out/demo.ts';
import { type ScaledOut, startScaledOut } from './scaled-out/start-scaled-out.ts';

// `npm run scaled-out [-- --demo] [--data DIR] [--workers N] [--apis N]`: the scaled-out form on this machine, until Ctrl-C.
const DEMO_DELAY_MS = 150;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A provider that the environment configures is used; without one the offline model answers. */
function providerVariables(): Record<string, string> {
  const names = [
    'OPENAI_API_KEY',
    'OPENAI_BASE_URL',
    'DOSSIER_TIME_SCALE',
    'DOSSIER_WORKER_VERSIONING',
    'DOSSIER_FAILPOINTS',
  ];
  const { variables } = loadConfiguration();
  return Object.fromEntries(names.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}

function told(scaled: ScaledOut): void {
  const urls = scaled.apis.map(({ url }) => url).join(' and ');
  say(`\nThe scaled-out form is ready: ${urls}`);
  say(`Use it:  export DOSSIER_URL=${scaled.apis[0]?.url} DOSSIER_TOKEN=${scaled.token}`);
  say('         npx --no-install dossier report "QUESTION" DOCUMENTS --wait');
  say('Ctrl-C stops it; its data is kept.');
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      demo: { type: 'boolean', default: false },
      data: { type: 'string', default: join(ROOT, '.scaled-out') },
      workers: { type: 'string', default: '2' },
      apis: { type: 'string', default: '2' },
    },
  });
  const folder = resolve(values.data);
  const interrupted = new Promise<'interrupted'>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => done('interrupted'));
  });
  say(`Data: ${folder}`);
  const scaled = await startScaledOut({
    ...{ folder, workers: Number(values.workers), apis: Number(values.apis), env: providerVariables() },
    offlineDelayMs: values.demo ? DEMO_DELAY_MS : 0,
    report: (line) => say(`  ${line}`),
  });
  try {
    if (!values.demo) told(scaled);
    await (values.demo ? Promise.race([runDemo(scaled, join(folder, 'demo'), say), interrupted]) : interrupted);
  } finally {
    say('Stopping.');
    await scaled.stop();
  }
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof DossierError) process.stderr.write(`${error.failure.remedy}\n`);
    process.exit(1);
  },
);
