import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { DossierError } from '../../../contract/failures.ts';
import { plainEnvironment, ROOT } from '../../config.ts';
import type { Member } from './members.ts';
import type { ScaledOut } from './start-scaled-out.ts';

const QUESTION = 'When would the move start? What does it cost?';
const historySchema = z.object({ calls: z.array(z.object({ state: z.string(), step: z.string() })) });
const LOOK_MS = 300;
/** So many answered calls, and the job is in its midst. */
const CALLS_BEFORE_KILLING = 3;

/**
 * Runs the example job through one API, kills a worker and that API meanwhile, and has the other API and worker finish it; then verifies the bundle
 * offline. Answers where the bundle is. Throws where the job does not end well or the bundle does not hold.
 */
export async function runDemo(scaled: ScaledOut, folder: string, say: (line: string) => void): Promise<string> {
  const [doomedApi, otherApi] = scaled.apis;
  const [doomedWorker, otherWorker] = scaled.workers;
  if (!doomedApi?.url || !otherApi?.url || !doomedWorker || !otherWorker)
    throw new DossierError('internal', 'The demo takes two APIs and two workers.');
  const id = `scaled-out-${Date.now()}`;
  const dossier = commandLine(scaled.token, folder);
  const documents = join(ROOT, 'examples', 'model-migration');
  await dossier(['report', QUESTION, documents, '--gates', 'none', '--id', id, '--server', doomedApi.url]);
  say(`${id} was started through ${doomedApi.name}`);
  const answered = () => answeredCalls(`${otherApi.url}/api/v1/jobs/${id}/history`, scaled.token);
  while ((await answered()) < CALLS_BEFORE_KILLING) await sleep(LOOK_MS);
  killed(doomedWorker, say);
  killed(doomedApi, say);
  await dossier(['watch', id, '--server', otherApi.url], 'inherit');
  const bundle = join(folder, `${id}.json`);
  await dossier(['export', id, '--format', 'json', '--out', bundle, '--server', otherApi.url]);
  say(`${await answered()} calls were answered; the bundle is ${bundle}`);
  await dossier(['verify', bundle, documents], 'inherit');
  return bundle;
}

function killed(member: Member, say: (line: string) => void): void {
  member.kill('SIGKILL');
  say(`kill -9 of ${member.name} (pid ${member.pid})`);
}

async function answeredCalls(url: string, token: string): Promise<number> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new DossierError('internal', `The history was answered with ${response.status}.`);
  return historySchema.parse(await response.json()).calls.filter(({ state }) => state === 'answered').length;
}

/** Runs `dossier` commands; a failed one throws. */
function commandLine(token: string, folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const env = {
    ...plainEnvironment(),
    DOSSIER_TOKEN: token,
    DOSSIER_ENV_FILE: '/dev/null',
    DOSSIER_DATA: folder,
  };
  return async (words: string[], output: 'inherit' | 'ignore' = 'ignore'): Promise<void> => {
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'dossier.js'), ...words], {
      env,
      stdio: ['ignore', output, 'inherit'],
    });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code !== 0) throw new DossierError('internal', `dossier ${words[0]} ended with exit code ${code}.`);
  };
}
