// How `npm run demo:recovery` runs the command line on an instance of its own. Plain JavaScript for Node 18 and newer,
// without dependencies.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCommand } from './run-command.js';
import { ROOT } from './setup.js';

/** The data folder of the demo, and how it is typed in the clone's folder. */
export const DATA = join(ROOT, '.demo', 'recovery');
export const DATA_WORD = relative(ROOT, DATA);

export const say = (line = '') => process.stdout.write(`${line}\n`);
const shellWord = (word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The commands that run now. */
const running = new Set();

/** Ends the commands that still run. */
export function endRunning() {
  for (const child of running) child.kill('SIGTERM');
}

/** Keys, addresses and folders of the person's own installation do not count here. */
export function environmentWith(more) {
  const own = /^(OPENAI_|DOSSIER_|TEMPORAL_|DATABASE_URL$|ARTIFACTS_URL$)/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(kept), DOSSIER_ENV_FILE: '/dev/null', ...more };
}

/** Runs a `dossier` command: `loud` shows it and the first `lines` of its output, but none that begins like `without`; a code beside `codes` ends the demo. */
export function dossierWith(env) {
  return async (words, { loud = false, lines = Number.POSITIVE_INFINITY, without = /^$/, codes = [0] } = {}) => {
    const typed = [...words, '--data', DATA_WORD];
    if (loud) say(`\n$ npx --no-install dossier ${typed.map(shellWord).join(' ')}`);
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'dossier.js'), ...typed], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    running.delete(child);
    const shown = loud ? stdout.trimEnd().split('\n') : [];
    for (const line of shown.filter((one) => !without.test(one)).slice(0, lines)) say(`  ${line}`);
    if (!codes.includes(code)) throw new Error(`dossier ${words[0]} ended with exit code ${code}.\n${stderr.trim()}`);
    return stdout;
  };
}

/** The worker of the demo's instance, among the children of its supervisor. */
export async function workerPid() {
  const { pid } = JSON.parse(readFileSync(join(DATA, 'instance.json'), 'utf8'));
  const { stdout } = await runCommand('ps', ['-A', '-o', 'pid=,ppid=,args='], { timeoutMs: 5_000 });
  const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
  const row = rows.find(
    ([, parent, ...args]) => parent === String(pid) && args.join(' ').includes(join('workers', 'main.ts')),
  );
  if (!row) throw new Error('The worker of the demo was not found.');
  return Number(row[0]);
}
