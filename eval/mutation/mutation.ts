import { readFileSync } from 'node:fs';
import { corpus } from '../corpus/corpus.ts';
import { openLaboratory } from '../laboratory.ts';
import { type Evaluation, Unavailable } from '../measured.ts';
import { seeded } from '../seeded.ts';
import { mutated } from './mutate.ts';

const FILES = 2_000;
const SEED = 7;
/** Larger originals only make the run longer. */
const MOST_BYTES = 600_000;
/** Time in which a file of that size must be read or refused. */
const HANG_MS = 60_000;
const MOST_RESIDENT_MB = 2_000;

/** What broken and hostile files do to the reader. */
export const mutation: Evaluation = {
  name: 'mutation',
  words: `${FILES} mutations of the documents of the part "reading" (flipped bits, cuts, repeated and missing pieces, noise, blown-up numbers, and the same inside office archives), each read as the ingest step reads it. Resident memory is looked at every 50 ms.`,
  async run(tell) {
    const { documents } = await corpus('reading', tell);
    const originals = documents
      .filter(({ bytes }) => bytes <= MOST_BYTES)
      .map(({ name, file }) => ({ name, bytes: readFileSync(file) }));
    if (originals.length < 20) throw new Unavailable('the documents of the part "reading" could not be fetched');
    const random = seeded(SEED);
    const laboratory = await openLaboratory();
    const seen = { read: 0, refused: 0, crashed: 0, hung: 0, slowestMs: 0, residentMb: 0 };
    const failures: string[] = [];
    const watch = setInterval(() => {
      seen.residentMb = Math.max(seen.residentMb, Math.round(process.memoryUsage.rss() / 1e6));
    }, 50);
    try {
      for (let at = 0; at < FILES; at += 1) {
        if (at % 250 === 0) tell(`file ${at} of ${FILES}`);
        const original = random.pick(originals);
        const { bytes, how } = mutated(original.bytes, random);
        const from = performance.now();
        try {
          const { set } = await laboratory.ingest([{ name: original.name, content: { bytes } }]);
          seen[set.sources[0]?.status === 'read' ? 'read' : 'refused'] += 1;
        } catch (error) {
          seen.crashed += 1;
          failures.push(
            `${original.name}, ${how}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 200),
          );
        }
        const ms = performance.now() - from;
        seen.slowestMs = Math.max(seen.slowestMs, Math.round(ms));
        if (ms > HANG_MS) seen.hung += 1;
      }
    } finally {
      clearInterval(watch);
      await laboratory.close();
    }
    return {
      rows: [
        { what: 'crashes', figure: `${seen.crashed} of ${FILES}`, aim: '0', met: seen.crashed === 0 },
        {
          what: `hangs (over ${HANG_MS / 1_000} s)`,
          figure: `${seen.hung}; slowest file ${(seen.slowestMs / 1_000).toFixed(1)} s`,
          aim: '0',
          met: seen.hung === 0,
        },
        {
          what: 'resident memory at most',
          figure: `${seen.residentMb} MB`,
          aim: `${MOST_RESIDENT_MB} MB`,
          met: seen.residentMb <= MOST_RESIDENT_MB,
        },
        {
          what: 'read all the same, and refused with a reason',
          figure: `${seen.read} and ${seen.refused}`,
          aim: '',
          met: null,
        },
      ],
      remarks: failures.slice(0, 10).map((failure) => `Crashed: ${failure}`),
    };
  },
};
