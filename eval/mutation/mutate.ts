import type { Seeded } from '../seeded.ts';
import { readZip, writeZip } from './zip-file.ts';

type Mutation = (bytes: Buffer, random: Seeded) => Buffer;

/** Ways in which files break or are broken on purpose. */
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'flipped bits': (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(60); left > 0; left -= 1) {
      const at = random.below(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  'cut off': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'a piece missing': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'a piece repeated': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.concat([
      bytes.subarray(0, to),
      ...Array.from({ length: 1 + random.below(20) }, () => bytes.subarray(from, to)),
      bytes.subarray(to),
    ]);
  },
  'a piece of zeros': (bytes, random) => {
    const [from, to] = range(bytes, random);
    return Buffer.from(bytes).fill(0, from, to);
  },
  'a piece of noise': (bytes, random) => {
    const [from, to] = range(bytes, random);
    const copy = Buffer.from(bytes);
    for (let at = from; at < to; at += 1) copy[at] = random.below(256);
    return copy;
  },
  'numbers blown up': (bytes, random) =>
    Buffer.from(
      bytes
        .toString('latin1')
        .replace(/\d{1,9}/g, (digits) => (random.below(40) === 0 ? '9'.repeat(1 + random.below(12)) : digits)),
      'latin1',
    ),
};

function range(bytes: Buffer, random: Seeded): [number, number] {
  const from = random.below(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + random.below(Math.min(20_000, bytes.length)))];
}

/** One mutation of a file; of an archive half the time what is inside is altered and packed again, so that it gets past the checksums. */
export function mutated(bytes: Buffer, random: Seeded): { bytes: Buffer; how: string } {
  const how = random.pick(Object.keys(MUTATIONS));
  const mutate = MUTATIONS[how] ?? ((same: Buffer) => same);
  const isArchive = bytes.subarray(0, 2).toString('latin1') === 'PK';
  if (!isArchive || random.below(2) === 0) return { bytes: mutate(bytes, random), how };
  const entries = readZip(bytes);
  const chosen = random.pick(entries.filter((entry) => entry.bytes.length > 0));
  const inside = entries.map((entry) => (entry === chosen ? { ...entry, bytes: mutate(entry.bytes, random) } : entry));
  return { bytes: writeZip(inside), how: `${how} in ${chosen.name}` };
}
