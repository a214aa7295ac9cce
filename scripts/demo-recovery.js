// What `npm run demo:recovery` runs: the example job, which loses its worker, its model and one of its questions, goes back
// behind its draft, and still delivers. Plain JavaScript for Node 18 and newer, without dependencies.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseNode } from './choose-node.js';
import { DATA, DATA_WORD, dossierWith, endRunning, environmentWith, say, workerPid } from './demo-command.js';
import { HELD_ITEMS, startProvider } from './demo-provider.js';
import { ROOT, setUpOrExit } from './setup.js';

const OUT = join(ROOT, 'dossier-demo');
const DOCUMENTS = join('examples', 'model-migration');
/** The question that the provider's filter will not have answered, and what a person makes of it. */
const REFUSED = 'Who decides the start of phase 3?';
const REWORDED = 'Which role or committee decides the start of phase 3?';
const OTHER_QUESTION = 'How many output tokens were used in total?';
const COMMENT = 'Begin with what the move costs.';
/** Milliseconds that the job may take from one scene to the next. */
const PATIENCE_MS = 90_000;

const scene = (title, words) => say(`\n=== ${title}\n${words}`);
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
const dollars = (microUsd) => `$${(microUsd / 1_000_000).toFixed(2)}`;

/** What the demo began, ended in the opposite order. */
const endings = [];
/** What had been paid at each failure, and was kept. */
const kept = [];

/** The job as everybody sees it. */
async function look(dossier, id) {
  return JSON.parse((await dossier(['show', id, '--json'])).trim().split('\n').pop());
}

/** Waits until the job is as wanted, and gives how it then looks. */
async function until(dossier, id, isSo, what) {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const seen = await look(dossier, id);
    if (isSo(seen.view)) return seen;
    await sleep(300);
  }
  throw new Error(
    `The job did not get there in time: ${what}. See: npx --no-install dossier show ${id} --data ${DATA_WORD}`,
  );
}

const itemsOf = (view) => view.steps.find(({ step }) => step === 'research')?.items ?? [];
const doneOf = (view) => itemsOf(view).filter(({ status }) => status === 'done').length;
const atGate = (view) => view.status === 'waiting' && view.gates.length > 0;

async function loseTheWorker({ dossier, provider, id }) {
  scene(
    'A job begins',
    "One question in ten parts, nine documents, one person to approve. A provider of the demo's own answers (the offline model behind it), and counts.",
  );
  const question = readFileSync(join(ROOT, 'examples', 'model-migration.question.txt'), 'utf8').trim();
  provider.refuses = ({ tools, messages }) =>
    Boolean(tools?.length) &&
    messages.some(
      ({ role, content }) => role === 'user' && JSON.stringify(content).includes(`question\\":\\"${REFUSED}`),
    );
  await dossier(['report', question, DOCUMENTS, '--gates', 'approve', '--id', id], { loud: true });
  // The provider holds the others in the middle, so that the machine's speed decides nothing.
  const isInMidst = (now) => doneOf(now) >= 3 && provider.held() === HELD_ITEMS;
  const { view } = await until(dossier, id, isInMidst, 'in mid-research');
  const [answered, pid] = [provider.answered, await workerPid()];
  scene(
    '1. The worker is killed in mid-research',
    `${count(answered, 'call')} answered so far, ${doneOf(view)} of ${itemsOf(view).length} items done, ${provider.held()} in the middle of theirs.\n\n$ kill -9 ${pid}`,
  );
  process.kill(pid, 'SIGKILL');
  kept.push(view.totals.costMicroUsd);
}

async function loseTheModel({ dossier, provider, id }) {
  provider.denied = 'gpt-5.5';
  provider.release();
  scene(
    '2. The provider takes the model away, too',
    'From now on gpt-5.5 is denied to this key. The new worker takes up each item at the turn it was at, and meets that.',
  );
  const parked = (view) =>
    view.status === 'needs_attention' &&
    itemsOf(view).every(({ status }) => ['done', 'needs_attention'].includes(status));
  const { view } = await until(dossier, id, parked, 'parked');
  say(
    `The job did not fail: ${count(view.attention.length, 'item')} parked, ${doneOf(view)} done. Calls answered a second time: ${provider.again}.`,
  );
  const denied = view.attention.find(({ failure }) => failure.code === 'model-permission-denied') ?? view.attention[0];
  say(`\n  ${denied.failure.message}`);
  for (const { words } of denied.actions) say(`  - ${words}`);
  say(`  ${denied.kept}`);
  kept.push(view.totals.costMicroUsd);
  await dossier(['retry', id, '--model', 'gpt-5.4'], { loud: true });
}

async function mendAnItem({ dossier, provider, id }) {
  const settled = (now) => now.attention.length === 1 && doneOf(now) === itemsOf(now).length - 1;
  const { view } = await until(dossier, id, settled, 'one item left');
  const [parked] = view.attention;
  const name = `${parked.step}/${parked.item}`;
  scene(
    '3. One part cannot be asked like this',
    `With gpt-5.4 ${doneOf(view)} of ${itemsOf(view).length} items are done. ${name} is parked alone; it held nobody up:\n\n  ${parked.failure.message}\n  ${parked.failure.remedy}`,
  );
  provider.denied = null;
  kept.push(view.totals.costMicroUsd);
  await dossier(['retry', id, name, '--set', `item-question=${REWORDED}`], { loud: true });
}

async function goBack({ dossier, id }) {
  const { view } = await until(dossier, id, atGate, 'at the gate');
  kept.push(view.totals.costMicroUsd);
  scene(
    '4. The draft is there, and not good enough',
    `Gate ${view.gates[0].id} is open. Before anything is done, the preview tells what going back costs:`,
  );
  await dossier(['rewind', id, 'draft', '--set', `comment=${COMMENT}`, '--dry-run'], { loud: true });
  await dossier(['rewind', id, 'draft', '--set', `comment=${COMMENT}`, '--yes'], { loud: true });
  return approve({ dossier, id });
}

/** Approves exactly the version that waits, and waits for the report. */
async function approve({ dossier, id }) {
  const { gates } = await until(dossier, id, atGate, 'at the gate');
  const [gate] = gates;
  await dossier(['approve', id, '--hash', gate.hash, '--comment', 'Approved in the demo.'], { loud: true });
  return (await until(dossier, id, (view) => view.status === 'done', 'done')).view;
}

async function fork({ dossier, id }) {
  scene(
    '5. What if one part had been asked otherwise?',
    'The job is done and stays as it is. A fork takes over its documents, its plan and nine of its ten notes:',
  );
  const other = `${id}-fork`;
  await dossier(['fork', id, 'research/q4', '--set', `item-question=${OTHER_QUESTION}`, '--id', other, '--yes'], {
    loud: true,
  });
  const view = await approve({ dossier, id: other });
  await dossier(['diff', other], { loud: true, without: /^ +question:/, lines: 12 });
  return view;
}

async function deliver({ dossier, provider, id }, { view, forked }) {
  mkdirSync(OUT, { recursive: true });
  const bundle = join(OUT, `${id}.json`);
  await dossier(['export', id, '--format', 'md', '--out', join(OUT, `${id}.md`)]);
  await dossier(['export', id, '--format', 'json', '--out', bundle]);
  await dossier(['verify', relative(ROOT, bundle), DOCUMENTS], { loud: true, lines: 4 });
  const spent = view.totals.costMicroUsd + forked.totals.costMicroUsd;
  const again = kept.reduce((sum, paid) => sum + paid, view.totals.costMicroUsd - forked.totals.costMicroUsd);
  scene('Delivered', `The report: ${relative(ROOT, join(OUT, `${id}.md`))}`);
  say(
    'Survived: a killed worker, a denied model, a refused question, a draft sent back, and a second version of the whole.',
  );
  say(`Calls: ${provider.answered} answered by the provider; ${provider.again} of them had been answered before.`);
  say(
    `Cost, at the list price of the models: ${dollars(spent)} for both reports. Starting again at each of the five points would have paid another ${dollars(again)} for what was there already.`,
  );
  say('(Nothing was really paid: the offline model answered.)');
}

async function demo() {
  const temporal = await setUpOrExit();
  const node = chooseNode(ROOT);
  const provider = await startProvider({ node: node.path ?? process.execPath, root: ROOT, env: environmentWith({}) });
  endings.push(() => provider.close());
  const env = environmentWith({
    TEMPORAL_CLI_PATH: temporal.path,
    OPENAI_API_KEY: 'demo',
    OPENAI_BASE_URL: provider.url,
  });
  const dossier = dossierWith(env);
  await dossier(['down']);
  rmSync(DATA, { recursive: true, force: true });
  endings.push(() => dossier(['down']));
  const id = `recovery-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}-${randomBytes(2).toString('hex')}`;
  const act = { dossier, provider, id };
  await loseTheWorker(act);
  await loseTheModel(act);
  await mendAnItem(act);
  const view = await goBack(act);
  const forked = await fork(act);
  await deliver(act, { view, forked });
}

async function end() {
  for (const ending of endings.splice(0).reverse()) await Promise.resolve(ending()).catch(() => undefined);
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.removeAllListeners(signal);
  process.on(signal, () => {
    endRunning();
    void end().then(() => process.exit(code));
  });
}

try {
  await demo();
} catch (error) {
  say(`\nThe demo stops here. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await end();
}
