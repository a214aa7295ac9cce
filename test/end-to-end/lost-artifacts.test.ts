import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';
import { openLedger, recorded } from './records.ts';

jest.setTimeout(300_000);

const DOCUMENTS = ['migration-plan-draft.md', 'price-list.md', 'vendor-call-notes.txt'] as const;

let proxy: ModelProxy;
let installation: Installation;
beforeAll(async () => {
  proxy = await createModelProxy(20);
  await proxy.open();
  installation = new Installation({
    OPENAI_BASE_URL: proxy.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.05',
  });
});
afterAll(async () => {
  await installation.end();
  await proxy.close();
}, 120_000);

const named = z.object({ sha256: z.string() });
/** What `show --json` tells, as far as it is looked at here. */
const shownSchema = z.object({
  view: z.object({
    status: z.string(),
    revision: z.number(),
    gates: z.array(z.object({ artifact: named })),
    artifacts: z.record(z.string(), named.nullable()),
    attention: z.array(z.object({ failure: z.unknown() })),
  }),
});
type Shown = z.infer<typeof shownSchema>;

/** Bytes of an artifact that can be taken away, altered, and put back. */
interface Bytes {
  sha256: string;
  remove(): void;
  alter(): void;
  restore(): void;
}

const planOf = ({ view }: Shown) => bytesOf(view.gates[0]?.artifact.sha256);
const callsOf = (job: string, step: string) => installation.calls(job).filter((call) => call.step === step);

function bytesOf(sha256 = ''): Bytes {
  const file = join(installation.data, 'artifacts', sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const bytes = readFileSync(file);
  return {
    sha256,
    remove: () => rmSync(file),
    alter: () => writeFileSync(file, bytes.subarray(1)),
    restore: () => writeFileSync(file, bytes),
  };
}

/**
 * Follows a job until it rests like this: ends, or needs somebody. A decision that is left with the job while no worker answers counts
 * later, and until then the job rests where it did. What it names is then recorded too, for those who look for what is lost.
 */
async function rest(job: string, status: string): Promise<Shown> {
  let last = '';
  const shown = await eventually(`${job} to rest as ${status}`, async () => {
    const { object } = await installation.json(['watch', job, '--until-rest']);
    last = JSON.stringify(object);
    const followed = shownSchema.parse(object);
    return followed.view.status === status ? followed : undefined;
  }).catch((error: unknown) => {
    throw new Error(`${String(error)} Last: ${last}`);
  });
  await recorded(installation, job, shown.view.revision);
  return shown;
}

/** A job with a question and documents of its own, so that it shares no artifact with the others, at its first gate. */
async function atThePlan(job: string, question: string, document: string): Promise<Shown> {
  const args = ['report', question, join(EXAMPLE, document), '--id', job, '--gates', 'plan'];
  expect(await installation.json(args)).toMatchObject({ code: 0 });
  return rest(job, 'waiting');
}

async function approve(job: string, plan: Bytes): Promise<void> {
  expect(await installation.json(['approve', job, '--hash', plan.sha256])).toMatchObject({ code: 0 });
}

/** Approves, and follows the job to where what is lost parks it; answers what `show` prints then. */
async function expectParked(job: string, plan: Bytes, lost: Bytes, code: string): Promise<string> {
  await approve(job, plan);
  const { view } = await rest(job, 'needs_attention');
  expect(view.attention[0]?.failure).toMatchObject({ code, class: 'lost-artifact', field: lost.sha256 });
  return (await installation.run(['show', job])).stdout;
}

/** Goes back to where what is lost is made, and follows the job to its end. */
async function expectMendedBy(job: string, step: string): Promise<void> {
  expect(await installation.json(['rewind', job, step, '--yes'])).toMatchObject({ code: 0 });
  await approve(job, planOf(await rest(job, 'waiting')));
  await rest(job, 'done');
}

interface Event {
  eventId: string;
  activityTaskFailedEventAttributes?: { startedEventId: string };
  activityTaskStartedEventAttributes?: { attempt: number; lastFailure?: { timeoutFailureInfo?: object } | null };
}

/** How many activities failed for good, and how many of them had failed before and were tried again; a stalled worker's silence is no failure. */
async function failedForGood(job: string): Promise<{ failed: number; triedAgain: number }> {
  const { stdout } = await installation.run(['history', job, '--raw']);
  const { runs } = JSON.parse(stdout) as { runs: { history: { events: Event[] } }[] };
  const events = runs.flatMap(({ history }) => history.events);
  const failed = new Set(events.map((event) => event.activityTaskFailedEventAttributes?.startedEventId));
  const started = events
    .filter(({ eventId }) => failed.has(eventId))
    .flatMap((event) => event.activityTaskStartedEventAttributes ?? []);
  const again = started.filter(({ attempt, lastFailure }) => attempt > 1 && !lastFailure?.timeoutFailureInfo);
  return { failed: started.length, triedAgain: again.length };
}

/** The artifact that holds the answer of the only call of a step. */
function answerOf(job: string, step: string): Bytes {
  const database = openLedger(installation, { readOnly: true });
  try {
    const query = "select json_extract(answer, '$.sha256') as sha256 from calls where job_id = ? and step = ?";
    return bytesOf((database.prepare(query).get(job, step) as { sha256: string }).sha256);
  } finally {
    database.close();
  }
}

test('what is lost under a job parks it at once, is named with its maker, and comes back by restoring, by making it again, by asking again', async () => {
  const [restored, remade, askedAgain] = await Promise.all([
    atThePlan('restored', 'Who decides the start of phase 3?', DOCUMENTS[0]),
    atThePlan('remade', 'What does gpt-5.5 cost per million output tokens?', DOCUMENTS[1]),
    atThePlan('asked-again', 'How long does the vendor keep prompts?', DOCUMENTS[2]),
  ]);
  const plan = planOf(restored);
  const sources = bytesOf(remade.view.artifacts.sources?.sha256);
  const both = { plan: planOf(askedAgain), answer: answerOf('asked-again', 'plan') };
  plan.alter();
  sources.remove();
  both.plan.remove();
  both.answer.alter();

  const deep = await installation.run(['doctor', '--deep']);
  expect(deep).toMatchObject({ code: 1 });
  for (const [lost, job, rewind] of [
    [plan, 'restored', 'plan'],
    [sources, 'remade', 'ingest'],
    [both.plan, 'asked-again', 'plan'],
    [both.answer, 'asked-again', 'plan'],
  ] as const) {
    const line = new RegExp(`${lost.sha256} .*Needed by ${job} \\(.*\\n.*dossier rewind ${job} ${rewind}\``);
    expect(deep.stdout).toMatch(line);
  }

  const [one, two, three] = await Promise.all([
    expectParked('restored', plan, plan, 'artifact-corrupt'),
    expectParked('remade', planOf(remade), sources, 'artifact-not-found'),
    expectParked('asked-again', both.plan, both.plan, 'artifact-not-found'),
  ]);
  const tries = await failedForGood('remade');
  expect(tries.failed).toBeGreaterThan(0);
  expect(tries.triedAgain).toBe(0);
  expect(one).toMatch(/research needs attention: The artifact [0-9a-f]{64} was altered/);
  expect(one).toContain('dossier rewind restored plan');
  expect(one).toContain('dossier retry restored research');
  expect(one).toContain('dossier retry restored research --output research.json');
  expect(two).toMatch(/research\/q1 needs attention: The artifact [0-9a-f]{64} is missing/);
  expect(two).toContain('dossier rewind remade ingest');
  expect(three).toContain('dossier rewind asked-again plan');

  plan.restore();
  expect(await installation.json(['retry', 'restored'])).toMatchObject({ code: 0 });
  await Promise.all([
    rest('restored', 'done'),
    expectMendedBy('remade', 'ingest'),
    expectMendedBy('asked-again', 'plan'),
  ]);
  const plans = (job: string) => callsOf(job, 'plan').map(({ reused_from }) => reused_from !== null);
  expect(plans('remade')).toEqual([false, true]);
  expect(plans('asked-again')).toEqual([false, false]);
  expect(await installation.run(['doctor', '--deep'])).toMatchObject({ code: 0 });
});
