import { type Seeded, seeded } from '../../eval/seeded.ts';
import { startEmbedded } from './embedded.ts';
import type { Form } from './form.ts';
import { freezeWorker } from './frozen-worker.ts';
import { interruptBranches } from './interrupted-branches.ts';
import { interruptDecisions } from './interrupted-decisions.ts';
import { type Provider, startProvider } from './provider.ts';
import { startScaledOutForm } from './scaled-out.ts';
import { crowdGates } from './stale-decisions.ts';
import { killTemporal } from './temporal-kills.ts';
import { killWorkers, type Outcome, planWorkerKills, type Scene } from './worker-kills.ts';

/** The forms that promises are tested on, by the name that `--form` takes. */
export const FORMS = { embedded: startEmbedded, 'scaled-out': startScaledOutForm } as const;
export type FormName = keyof typeof FORMS;

/** One of the promises under test, in batches that each have an installation of their own. */
export interface Campaign {
  id: string;
  /** What is counted. */
  counts: string;
  /** How much of it `--runs` 1,000 asks for. */
  perThousand: number;
  /** Seconds a batch takes and how much it counts, as measured on two cores; for the estimate before anything has run. */
  seconds: number;
  batch: number;
  /** D5 needs a form with one worker: another of its own would make the call of the one that stands still. */
  forms: readonly FormName[];
  run(scene: Scene): Promise<Outcome>;
}

const ALL = ['embedded', 'scaled-out'] as const;

/** Everything that `npm run torture` runs. */
export const CAMPAIGNS: readonly Campaign[] = [
  {
    ...{ id: 'D1', counts: 'jobs under a killed worker', perThousand: 1_000, seconds: 95, batch: 48, forms: ALL },
    run: (scene) => killWorkers(scene, planWorkerKills(scene.seeded, 2)),
  },
  {
    ...{ id: 'D2', counts: 'kills of the Temporal server', perThousand: 100, seconds: 40, batch: 5, forms: ALL },
    run: (scene) => killTemporal(scene, 5),
  },
  {
    ...{
      id: 'D3',
      counts: 'decisions cut off from their answer',
      perThousand: 200,
      seconds: 72,
      batch: 24,
      forms: ALL,
    },
    run: (scene) => interruptDecisions(scene, 4),
  },
  {
    ...{ id: 'D5', counts: 'workers that stood still', perThousand: 20, seconds: 50, batch: 1, forms: ['embedded'] },
    run: (scene) => freezeWorker(scene),
  },
  {
    ...{ id: 'D6', counts: 'rewinds and forks cut off', perThousand: 100, seconds: 60, batch: 7, forms: ALL },
    run: (scene) => interruptBranches(scene, 'branch'),
  },
  {
    ...{ id: 'D7', counts: 'gates with 20 deciders', perThousand: 100, seconds: 50, batch: 5, forms: ALL },
    run: (scene) => crowdGates(scene, 'crowd'),
  },
];

/**
 * Runs one batch on an installation of its own; what throws is a fault too, since a promise did not show. Null where it was interrupted:
 * the installation is ended all the same.
 */
export async function runBatch(
  campaign: Campaign,
  { form: name, seed, interrupted, say }: BatchOptions,
): Promise<Outcome | null> {
  const random: Seeded = seeded(seed);
  let provider: Provider | undefined;
  let form: Form | undefined;
  try {
    provider = await startProvider(random);
    form = await FORMS[name](provider.url);
    return await Promise.race([campaign.run({ form, provider, seeded: random, say }), interrupted]);
  } catch (error) {
    return { counted: 0, faults: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await form?.end();
    await provider?.close();
  }
}

/** What a batch is run with. */
export interface BatchOptions {
  form: FormName;
  seed: number;
  /** Resolves when the batch is to be left. */
  interrupted: Promise<null>;
  say(line: string): void;
}
