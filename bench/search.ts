import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IndexWriter } from '../activities/documents/search/index-writer.ts';
import { openSearchIndex } from '../activities/documents/search/search-index.ts';
import type { Passage } from '../contract/evidence/source.ts';
import { openFolderArtifacts } from '../store/artifacts/folder.ts';
import { type Figure, type Measurement, percentile, seconds } from './measurement.ts';

const PASSAGES = 100_000;
const PASSAGE_WORDS = 110;
const PER_SOURCE = 500;
const SEARCHES = 300;
const FEW_WORDS =
  'the move tokens team model incident region price budget window context report question source answer limit change week plan'.split(
    ' ',
  );
const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu sta tren mon gra pli'.split(' ');

/** Numbers from 0 to 1 that are the same in each run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A made word for a rank; frequent words are short. */
function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank + 1; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/** Words as language spreads them: the word of rank n comes about 1/n as often as the first. */
function zipfWords(size: number, random: () => number): () => string {
  const words = Array.from({ length: size }, (_, rank) => wordOf(rank));
  return () => words[Math.floor(size ** random()) - 1] ?? '';
}

/** A text of its own for each passage, and questions of three to eight of the same words. */
interface Corpus {
  name: string;
  word: () => string;
}

async function measure({ name, word }: Corpus, tell: (line: string) => void): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-search-'));
  try {
    const path = join(folder, 'index.sqlite');
    const artifacts = await openFolderArtifacts(join(folder, 'artifacts'));
    const before = process.memoryUsage().rss;
    let peak = before;
    const from = performance.now();
    const writer = new IndexWriter(path);
    for (let number = 1; number <= PASSAGES; number += 1) {
      writer.add(passageOf(number, word), true, `document ${Math.ceil(number / PER_SOURCE)}`);
      if (number % 1_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
    }
    const { sha256 } = await writer.store(artifacts);
    const built = performance.now() - from;
    tell(`${name}: built in ${seconds(built)}`);
    const opening = performance.now();
    const index = await openSearchIndex(artifacts, sha256);
    const opened = performance.now() - opening;
    const times = Array.from({ length: SEARCHES }, (_, at) => {
      const query = Array.from({ length: 3 + (at % 6) }, word).join(' ');
      const start = performance.now();
      index.search(query, 12);
      return performance.now() - start;
    });
    index.close();
    const show = (share: number): string => `${percentile(times, share).toFixed(1)} ms`;
    const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;
    return [
      { what: `${name}: a search, p50`, value: show(0.5) },
      { what: `${name}: a search, p95`, value: show(0.95), aim: '50 ms' },
      {
        what: `${name}: build`,
        value: `${seconds(built)}, ${megabytes(peak - before)} more memory, file ${megabytes(statSync(path).size)}`,
      },
      {
        what: `${name}: open`,
        value: `${seconds(opened)}; ${megabytes(PASSAGES * 10)} of memory for lengths and scores`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function passageOf(number: number, word: () => string): Passage {
  const source = `s${Math.ceil(number / PER_SOURCE)}`;
  const text = Array.from({ length: PASSAGE_WORDS }, word).join(' ');
  const place = ((number - 1) % PER_SOURCE) + 1;
  return {
    id: `${source}-p${place}`,
    sourceId: source,
    locator: { kind: 'lines', from: place, to: place },
    headings: [word(), word()],
    text,
  };
}

/** Speed of finding passages, in text as language spreads its words and in text of few words, of which each stands nearly everywhere. */
export const search: Measurement = {
  name: 'search',
  words: `${PASSAGES.toLocaleString('en')} passages of ${PASSAGE_WORDS} made words in ${PASSAGES / PER_SOURCE} documents; ${SEARCHES} searches of 3 to 8 words drawn as the text's are, one process, the 12 best passages each.`,
  async run(tell) {
    const language = await measure(
      { name: 'language-like (60,000 words)', word: zipfWords(60_000, randomNumbers(7)) },
      tell,
    );
    const random = randomNumbers(11);
    const few = (): string => FEW_WORDS[Math.floor(random() * FEW_WORDS.length)] ?? '';
    return [...language, ...(await measure({ name: `repetitive (${FEW_WORDS.length} words)`, word: few }, tell))];
  },
};
