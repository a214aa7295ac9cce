import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CAMPAIGNS, type Campaign, FORMS, type FormName, runBatch } from './campaigns.ts';

// The long form of the durability tests: `npm run torture -- --runs N --seed S [--only D1,D3] [--form scaled-out]`.
// Each finished batch is written down, so that the same command goes on where it was stopped.

const FOLDER = join(import.meta.dirname, '..', '..', '.torture');
/** A campaign that keeps failing is not run for ever. */
const MOST_FAULTY_BATCHES = 3;

const batchSchema = z.object({
  id: z.string(),
  seed: z.int(),
  counted: z.int(),
  seconds: z.number(),
  faults: z.array(z.string()),
});
const stateSchema = z.object({ batches: z.array(batchSchema) });
type State = z.infer<typeof stateSchema>;

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    form: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
const runs = Number(values.runs ?? 1_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  process.stderr.write('--runs and --seed take whole numbers.\n');
  process.exit(2);
}
const form = formNamed(values.form ?? 'embedded');
const only = values.only?.toUpperCase().split(',');
const chosen = CAMPAIGNS.filter(({ id, forms }) => forms.includes(form) && (only?.includes(id) ?? true));
const path = join(FOLDER, `${form === 'embedded' ? '' : `${form}-`}seed-${seed}.json`);
const state: State = existsSync(path) ? stateSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : { batches: [] };

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const wanted = ({ perThousand }: Campaign): number => Math.max(1, Math.ceil((runs * perThousand) / 1_000));
const doneOf = ({ id }: Campaign) => state.batches.filter((batch) => batch.id === id);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const counted = (campaign: Campaign): number => sum(doneOf(campaign).map((batch) => batch.counted));

/** Seconds still to go, by the pace of this run so far, else by what was measured before. */
function secondsLeft(campaign: Campaign): number {
  const pace = counted(campaign) > 0 ? sum(doneOf(campaign).map(({ seconds }) => seconds)) / counted(campaign) : 0;
  const each = pace > 0 ? pace : campaign.seconds / campaign.batch;
  const missing = Math.max(0, wanted(campaign) - counted(campaign));
  return Math.ceil(missing / campaign.batch) * campaign.batch * each;
}

function minutes(): string {
  return `about ${Math.ceil(sum(chosen.map(secondsLeft)) / 60)} minutes`;
}

function table(): void {
  say('id  wanted  counted  batches  faults  seconds  what');
  for (const campaign of chosen) {
    const batches = doneOf(campaign);
    const cells = [
      wanted(campaign),
      counted(campaign),
      batches.length,
      sum(batches.map(({ faults }) => faults.length)),
    ];
    const seconds = Math.round(sum(batches.map((batch) => batch.seconds)));
    const columns = [...cells, seconds].map((cell, index) => String(cell).padStart([6, 7, 7, 6, 7][index] ?? 6));
    say(`${campaign.id}  ${columns.join('  ')}  ${campaign.counts}`);
  }
}

/** Ctrl-C leaves the batch that runs, with everything it has started. */
const interrupted = new Promise<null>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(null));
});

function formNamed(name: string): FormName {
  const found = Object.keys(FORMS).find((one): one is FormName => one === name);
  if (found !== undefined) return found;
  process.stderr.write(`--form takes ${Object.keys(FORMS).join(' or ')}.\n`);
  process.exit(2);
}

async function runCampaign(campaign: Campaign): Promise<void> {
  while (counted(campaign) < wanted(campaign)) {
    const batches = doneOf(campaign);
    if (batches.filter(({ faults }) => faults.length > 0).length >= MOST_FAULTY_BATCHES) return;
    const batchSeed = seed + batches.length;
    const from = performance.now();
    const tell = (line: string): void => void (values.verbose && say(`    ${line}`));
    const outcome = await runBatch(campaign, { form, seed: batchSeed, interrupted, say: tell });
    if (outcome === null) {
      say('Interrupted; the batches that ended are kept, and the same command goes on behind them.');
      process.exit(130);
    }
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    state.batches.push({ id: campaign.id, seed: batchSeed, seconds, ...outcome });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, JSON.stringify(state, null, 2));
    say(
      `${campaign.id} seed ${batchSeed}: ${outcome.counted} in ${seconds} s, ${outcome.faults.length} faults; still ${minutes()}`,
    );
    for (const fault of outcome.faults) say(`  ${fault}`);
  }
}

say(`Seed ${seed}: the same command with --seed ${seed} repeats the plan, or goes on where it was stopped.`);
say(`${chosen.map((campaign) => `${wanted(campaign)} ${campaign.counts}`).join(', ')}: ${minutes()}.`);
for (const campaign of chosen) await runCampaign(campaign);
table();
process.exit(sum(state.batches.map(({ faults }) => faults.length)) === 0 ? 0 : 1);
