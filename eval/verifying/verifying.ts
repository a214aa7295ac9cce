import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { corpus } from '../corpus/corpus.ts';
import { frozen } from '../frozen.ts';
import { openLaboratory } from '../laboratory.ts';
import { type Evaluation, type Measured, share, Unavailable } from '../measured.ts';
import { makeSet } from './frozen-set.ts';
import { type ItemResult, verifySet } from './verify-set.ts';

const CLASSES = [
  'number',
  'quote',
  'wrong source',
  'invented source',
  'unit',
  'date',
  'name',
  'negation',
  'scope',
  'merged',
  'outdated',
];
/** The classes that must be caught without a language model. */
const CERTAIN = ['number', 'quote', 'wrong source', 'invented source'];
const MOST_NAMED = 12;

const firstRunSchema = z.object({
  on: z.string(),
  remark: z.string(),
  classes: z.record(z.string(), z.object({ claims: z.int(), stopped: z.int() })),
});

/** How many altered claims are stopped, and how many true ones are. */
export const verifying: Evaluation = {
  name: 'verifying',
  words:
    'Claims from public documents, true ones reworded and others altered by a seeded generator, verified as the verify step does: mechanical checks, then the offline model as second reader. The set was frozen before the checks were tuned; its documents were not used while building.',
  async run(tell) {
    const { documents, missing } = await corpus('verifying', tell);
    if (missing.length > 0) throw new Unavailable(`these documents could not be fetched: ${missing.join(', ')}`);
    const set = makeSet(documents);
    const hash = createHash('sha256').update(JSON.stringify(set)).digest('hex');
    const isFrozen = hash === frozen().verifying.sha256;
    const laboratory = await openLaboratory();
    try {
      return evaluated(await verifySet(laboratory, documents, set, tell), isFrozen);
    } finally {
      await laboratory.close();
    }
  },
};

function evaluated(results: readonly ItemResult[], isFrozen: boolean): { rows: Measured[]; remarks: string[] } {
  const placed = results.filter(({ stopped }) => stopped !== null);
  const ofClass = (name: string) => placed.filter(({ item }) => (item.alteration ?? 'true') === name);
  const stoppedIn = (some: readonly ItemResult[]) => some.filter(({ stopped }) => stopped !== 'missed').length;
  const trueOnes = ofClass('true');
  const certain = CERTAIN.flatMap(ofClass);
  const first = firstRun();
  const rows: Measured[] = [
    {
      what: 'set as frozen',
      figure: isFrozen ? 'yes' : 'no: another version of pdftotext?',
      aim: 'yes',
      met: isFrozen,
    },
    {
      what: 'claims whose words were found in what we read',
      figure: `${placed.length} of ${results.length}`,
      aim: 'at least 300',
      met: placed.length >= 300,
    },
    {
      what: 'altered numbers, quotes and sources caught',
      figure: `${stoppedIn(certain)} of ${certain.length}, ${share(stoppedIn(certain), certain.length)}`,
      aim: '99 %',
      met: stoppedIn(certain) >= 0.99 * certain.length,
    },
    {
      what: 'true claims blocked',
      figure: `${stoppedIn(trueOnes)} of ${trueOnes.length}, ${share(stoppedIn(trueOnes), trueOnes.length)}; first run ${first('true')}`,
      aim: 'at most 2 %',
      met: stoppedIn(trueOnes) <= 0.02 * trueOnes.length,
    },
    ...CLASSES.map((name): Measured => {
      const some = ofClass(name);
      const mechanical = some.filter(({ stopped }) => stopped === 'mechanical').length;
      const figure = `${stoppedIn(some)} of ${some.length} (${mechanical} by checks alone); first run ${first(name)}`;
      return { what: `caught: ${name}`, figure, aim: '', met: null };
    }),
  ];
  return { rows, remarks: remarksOn(results) };
}

function firstRun(): (name: string) => string {
  const { classes } = firstRunSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, 'first-run.json'), 'utf8')),
  );
  return (name) => `${classes[name]?.stopped ?? '?'} of ${classes[name]?.claims ?? '?'}`;
}

/** Counts only: the claims are sentences of others. */
function remarksOn(results: readonly ItemResult[]): string[] {
  const named = (some: readonly ItemResult[]) =>
    some
      .slice(0, MOST_NAMED)
      .map(({ item }) => `${item.id} (${item.note})`)
      .join(', ');
  const blocked = results.filter(
    ({ item, stopped }) => item.alteration === null && (stopped === 'mechanical' || stopped === 'reading'),
  );
  const missed = results.filter(({ item, stopped }) => CERTAIN.includes(item.alteration ?? '') && stopped === 'missed');
  const remarks = [];
  if (blocked.length > 0) remarks.push(`True claims blocked: ${named(blocked)}.`);
  if (missed.length > 0) remarks.push(`Numbers, quotes and sources missed: ${named(missed)}.`);
  return remarks;
}
