// What `npm run demo` runs: the example job from question to approved report, with the offline model and a data folder
// of its own. Plain JavaScript for Node 18 and newer, without dependencies.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { runCommand } from './run-command.js';
import { ROOT, setUpOrExit } from './setup.js';

const DATA = join(ROOT, '.demo', 'data');
const OUT = join(ROOT, 'dossier-demo');
const DOCUMENTS = join('examples', 'model-migration');
/** The data folder as it is typed in the clone's folder. */
const DATA_WORD = relative(ROOT, DATA);
const SLOW_REPORT = `DOSSIER_OFFLINE_DELAY_MS=2000 npx --no-install dossier report "When would the move start? What does it cost?" ${DOCUMENTS} --wait --data .demo/slow`;
const DRAFT_LINES = 30;
const RESTS = 3;
const INTERRUPTED = 130;

/** The command that runs now. */
let running;

const say = (line = '') => process.stdout.write(`${line}\n`);

/** Keys and addresses of the person's own installation do not count here. */
function environmentForDemo(temporalPath) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(OPENAI_|DOSSIER_|TEMPORAL_|DATABASE_URL$|ARTIFACTS_URL$)/.test(name),
  );
  return { ...Object.fromEntries(kept), TEMPORAL_CLI_PATH: temporalPath, DOSSIER_ENV_FILE: '/dev/null' };
}

/** Runs one `dossier` command; shows it, and its output, unless `quiet`. */
function dossierWith(env) {
  return (words, { quiet = false } = {}) => {
    const typed = [...words, '--data', DATA_WORD];
    if (!quiet) say(`\n$ npx --no-install dossier ${typed.map(shellWord).join(' ')}`);
    const args = [join(ROOT, 'bin', 'dossier.js'), ...typed];
    const stdio = quiet ? ['ignore', 'pipe', 'inherit'] : 'inherit';
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio });
      running = child;
      let stdout = '';
      child.stdout?.on('data', (chunk) => {
        stdout += chunk;
      });
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? INTERRUPTED, stdout }));
    });
  };
}

function shellWord(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function newJobId() {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  return `demo-${stamp}-${randomBytes(2).toString('hex')}`;
}

/**
 * From here on the running command says what is kept, and the demo ends with it. A terminal sends Ctrl-C to both;
 * what was sent to this process alone is passed on. A second Ctrl-C ends the demo at once.
 */
function leaveSignalsToTheCommand() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(signal);
    let count = 0;
    process.on(signal, () => {
      count += 1;
      if (!running || running.exitCode !== null || count > 1) process.exit(INTERRUPTED);
      if (signal !== 'SIGINT' || !process.stdin.isTTY) running.kill(signal);
    });
  }
}

class DemoEnd extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function stopUnless(code, wanted, what, id) {
  if (wanted.includes(code)) return;
  const again = `npx --no-install dossier show ${id} --data ${DATA_WORD}`;
  if (code === INTERRUPTED)
    throw new DemoEnd(INTERRUPTED, `The demo stops here. Its job, once started, goes on and is kept: ${again}`);
  throw new DemoEnd(
    1,
    `${what} ended with exit code ${code}; the lines above say why. The job, where it was started: ${again}`,
  );
}

async function isApproved() {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return true;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const interrupted = new Promise((resolve) => lines.once('close', () => resolve('n')));
    const answer = await Promise.race([lines.question('\nApprove this version? [Y/n] '), interrupted]);
    return !/^n/i.test(answer.trim());
  } finally {
    lines.close();
  }
}

/** Shows what waits at the gate, asks on a terminal, and approves exactly that version. */
async function decide(dossier, id) {
  const shown = await dossier(['show', id, '--json'], { quiet: true });
  stopUnless(shown.code, [0], 'Looking at the job', id);
  const { gates, findings, job } = JSON.parse(shown.stdout.trim().split('\n').pop());
  const gate = gates[0];
  if (!gate) throw new DemoEnd(1, `The job rests, and not at a gate: ${job.sentence}`);
  const draft = await dossier(['show', id, '--draft'], { quiet: true });
  stopUnless(draft.code, [0], 'Reading the draft', id);
  const lines = draft.stdout.trimEnd().split('\n');
  say(`\n--- The draft that waits (${Math.min(lines.length, DRAFT_LINES)} of ${lines.length} lines) ---`);
  for (const line of lines.slice(0, DRAFT_LINES)) say(`| ${line}`);
  say(`\n--- Findings (${findings.length}) ---`);
  for (const { severity, check, message } of findings) say(`${severity}: ${check}: ${message}`);
  say(`\nGate ${gate.id}, round ${gate.round}, hash ${gate.hash}: a decision binds exactly this version.`);
  if (!(await isApproved())) {
    const again = `npx --no-install dossier approve ${id} --hash ${gate.hash} --data ${DATA_WORD}`;
    throw new DemoEnd(0, `Nothing was decided. The job waits as long as you like: ${again}`);
  }
  const approved = await dossier(['approve', id, '--hash', gate.hash, '--comment', 'Approved in the demo.']);
  stopUnless(approved.code, [0], 'Approving', id);
}

async function save(dossier, id) {
  mkdirSync(OUT, { recursive: true });
  const files = [];
  for (const format of ['md', 'html', 'json']) {
    const file = join(OUT, `${id}.${format}`);
    const { code } = await dossier(['export', id, '--format', format, '--out', file], { quiet: true });
    stopUnless(code, [0], 'Saving the report', id);
    files.push(file);
  }
  return files;
}

/** The worker of the demo's instance, among the children of its supervisor. */
async function workerPid() {
  try {
    const { pid } = JSON.parse(readFileSync(join(DATA, 'instance.json'), 'utf8'));
    const { stdout } = await runCommand('ps', ['-A', '-o', 'pid=,ppid=,args='], { timeoutMs: 5_000 });
    const line = stdout.split('\n').find((row) => {
      const [, parent, ...args] = row.trim().split(/\s+/);
      return parent === String(pid) && args.join(' ').includes(join('workers', 'main.ts'));
    });
    return line?.trim().split(/\s+/)[0];
  } catch {
    return undefined;
  }
}

async function tellWhatNext(id, files) {
  const data = `--data ${DATA_WORD}`;
  const pid = await workerPid();
  say('\nThe report is finished and saved:');
  for (const file of files) say(`  ${relative(ROOT, file)}`);
  say('\nTry next (the demo instance ends by itself after a minute without work; any command starts it again):');
  say(`  what happened, in words       npx --no-install dossier history ${id} ${data}`);
  say(`  the same with your documents  npx --no-install dossier report "YOUR QUESTION" PATH ... --wait ${data}`);
  say('  kill the worker               a slower model leaves time for it:');
  say(`                                ${SLOW_REPORT}`);
  say('                                and in a second terminal, while it researches:');
  say("                                kill -9 $(pgrep -f '[w]orkers/main.ts')");
  if (pid) say(`                                (the worker of this demo is process ${pid}; that one may go, too)`);
  say('                                The job carries on within seconds; no answered call is asked again.');
  say(`  stop everything               npx --no-install dossier down ${data}`);
}

async function demo() {
  const temporal = await setUpOrExit();
  leaveSignalsToTheCommand();
  const dossier = dossierWith(environmentForDemo(temporal.path));
  const question = readFileSync(join(ROOT, 'examples', 'model-migration.question.txt'), 'utf8').trim();
  const id = newJobId();
  say(
    'The example: one question, nine documents (text, tables, a PDF, a DOCX, an XLSX), the offline model. The job will rest at a gate.',
  );
  const started = await dossier(['report', question, DOCUMENTS, '--id', id, '--wait']);
  stopUnless(started.code, [0, RESTS], 'The job', id);
  if (started.code === RESTS) {
    await decide(dossier, id);
    stopUnless((await dossier(['watch', id, '--until-rest'])).code, [0], 'The job', id);
  }
  await tellWhatNext(id, await save(dossier, id));
}

try {
  await demo();
} catch (error) {
  if (!(error instanceof DemoEnd)) throw error;
  say(`\n${error.message}`);
  process.exitCode = error.code;
}
