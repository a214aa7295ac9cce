import type { CorpusDocument } from '../corpus/corpus.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { ALTERATIONS, namesIn } from './alterations.ts';
import { REWORDINGS } from './rewordings.ts';
import type { Alteration, SetItem } from './set-item.ts';
import { cellsOf, type SourceCell, type SourceSentence, sentencesOf } from './source-sentences.ts';

const SEED = 20_261_120;
/** Claims that are left as they are: reworded sentences, and cells. */
const TRUE_SENTENCES = 140;
const TRUE_CELLS = 40;
/** Claims of each alteration, of which so many rest on cells where cells can be altered so. */
const ALTERED = 32;
const ALTERED_CELLS = 10;
/** Of one document at most so many sentences. */
const FROM_ONE = 14;

interface Pool {
  seeded: Seeded;
  names: string[];
  /** Takes the next sentence that no other item uses. */
  sentence(fits: (sentence: SourceSentence) => boolean): SourceSentence;
  cell(): SourceCell;
}

/** Makes the set from the documents: the same documents give the same set. */
export function makeSet(documents: readonly CorpusDocument[]): SetItem[] {
  const random = seeded(SEED);
  const sentences = distinct(
    random.shuffled(documents.flatMap((document) => random.shuffled(distinct(sentencesOf(document))).slice(0, 60))),
  );
  const pool = poolOf(random, sentences, random.shuffled(documents.flatMap(cellsOf)));
  const items: Omit<SetItem, 'id'>[] = [...trueClaims(pool)];
  for (const alteration of Object.keys(ALTERATIONS) as (keyof typeof ALTERATIONS)[])
    items.push(...worded(pool, alteration));
  items.push(
    ...forgedQuotes(pool),
    ...wrongSources(pool),
    ...inventedSources(pool),
    ...merged(pool),
    ...outdated(pool),
  );
  return items.map((item, at) => ({ id: `v${at + 1}`, ...item }));
}

function distinct(sentences: readonly SourceSentence[]): SourceSentence[] {
  return [...new Map(sentences.map((sentence) => [sentence.text, sentence])).values()];
}

function poolOf(random: Seeded, sentences: readonly SourceSentence[], cells: readonly SourceCell[]): Pool {
  const used = new Set<SourceSentence>();
  const fromOne = new Map<string, number>();
  let cellsTaken = 0;
  return {
    seeded: random,
    names: namesIn(sentences.map(({ text }) => text)),
    sentence(fits) {
      const found =
        sentences.find((one) => !used.has(one) && (fromOne.get(one.document) ?? 0) < FROM_ONE && fits(one)) ??
        sentences.find((one) => !used.has(one) && fits(one));
      if (found === undefined) throw new Error('The documents hold too few sentences for the set.');
      used.add(found);
      fromOne.set(found.document, (fromOne.get(found.document) ?? 0) + 1);
      return found;
    },
    cell() {
      const cell = cells[cellsTaken];
      cellsTaken += 1;
      if (cell === undefined) throw new Error('The documents hold too few cells for the set.');
      return cell;
    },
  };
}

const NOTHING = { alteration: null, forged: null, newer: null } as const;

function words({ document, text }: SourceSentence): SetItem['cited'] {
  return { kind: 'words', document, quote: text };
}

function cellClaim(cell: SourceCell, value = cell.value): { text: string; cited: SetItem['cited'] } {
  const { document, column, keyColumn, key } = cell;
  const measure = column.replaceAll('_', ' ');
  return { text: `The ${measure} of ${key} is ${value}.`, cited: { kind: 'cell', document, column, keyColumn, key } };
}

function trueClaims(pool: Pool): Omit<SetItem, 'id'>[] {
  const ways = Object.values(REWORDINGS);
  const claims = Array.from({ length: TRUE_SENTENCES }, (_, at) => {
    const way = ways[at % ways.length] ?? ways[0];
    const sentence = pool.sentence(({ text }) => way?.(text) !== null);
    const reworded = way?.(sentence.text);
    if (!reworded) throw new Error('A sentence that fits can be reworded.');
    return { ...NOTHING, ...reworded, cited: words(sentence) };
  });
  const cells = Array.from({ length: TRUE_CELLS }, () => ({ ...NOTHING, note: 'cell', ...cellClaim(pool.cell()) }));
  return [...claims, ...cells];
}

function worded(pool: Pool, alteration: keyof typeof ALTERATIONS): Omit<SetItem, 'id'>[] {
  const alter = ALTERATIONS[alteration];
  const cells = alteration === 'number' ? ALTERED_CELLS : 0;
  const sentences = Array.from({ length: ALTERED - cells }, () => {
    const fits = ({ text }: SourceSentence) => alter(text, seeded(1), pool.names) !== null;
    const sentence = pool.sentence(fits);
    const altered = alter(sentence.text, pool.seeded, pool.names);
    if (altered === null) throw new Error('A sentence that fits can be altered.');
    return { ...NOTHING, alteration, ...altered, cited: words(sentence) };
  });
  const ofCells = Array.from({ length: cells }, () => {
    const cell = pool.cell();
    const value = ALTERATIONS.number(` ${cell.value} `, pool.seeded)?.text.trim() ?? `${cell.value}1`;
    return { ...NOTHING, alteration, note: `${cell.value} → ${value}`, ...cellClaim(cell, value) };
  });
  return [...sentences, ...ofCells];
}

/** The quote says what the claim says, and the document does not. */
function forgedQuotes(pool: Pool): Omit<SetItem, 'id'>[] {
  return Array.from({ length: ALTERED }, (_, at) => {
    const kind = (['number', 'date', 'negation', 'scope', 'name'] as const)[at % 5] ?? 'number';
    const sentence = pool.sentence(({ text }) => ALTERATIONS[kind](text, seeded(1), pool.names) !== null);
    const altered = ALTERATIONS[kind](sentence.text, pool.seeded, pool.names);
    if (altered === null) throw new Error('A sentence that fits can be altered.');
    const forged = { kind: 'quote' as const, quote: altered.text };
    return { ...NOTHING, alteration: 'quote' as Alteration, ...altered, cited: words(sentence), forged };
  });
}

/** A true sentence that cites other words, of another document. */
function wrongSources(pool: Pool): Omit<SetItem, 'id'>[] {
  return Array.from({ length: ALTERED }, () => {
    const sentence = pool.sentence(() => true);
    const other = pool.sentence(({ document }) => document !== sentence.document);
    const note = `of ${sentence.document}, cites ${other.document}`;
    return { ...NOTHING, alteration: 'wrong source' as Alteration, note, text: sentence.text, cited: words(other) };
  });
}

/** A true sentence whose citation leads nowhere. */
function inventedSources(pool: Pool): Omit<SetItem, 'id'>[] {
  return Array.from({ length: ALTERED }, () => {
    const sentence = pool.sentence(() => true);
    const forged = { kind: 'passage' as const };
    const note = 'a passage that there is not';
    return {
      ...NOTHING,
      alteration: 'invented source' as Alteration,
      note,
      text: sentence.text,
      cited: words(sentence),
      forged,
    };
  });
}

/** Two true sentences in one, of which only the first is cited. */
function merged(pool: Pool): Omit<SetItem, 'id'>[] {
  return Array.from({ length: ALTERED }, () => {
    const first = pool.sentence(({ text }) => text.length < 160);
    const second = pool.sentence(({ document, text }) => document !== first.document && text.length < 160);
    const start = /^(?:The|This|These|In|It|A|An|There|Most|Many|Some|All) /.test(second.text);
    const tail = start ? second.text.charAt(0).toLowerCase() + second.text.slice(1) : second.text;
    const text = `${first.text.slice(0, -1)}, and ${tail}`;
    return {
      ...NOTHING,
      alteration: 'merged' as Alteration,
      note: `with ${second.document}`,
      text,
      cited: words(first),
    };
  });
}

/** A true sentence of an older edition, where a newer one among the sources has another value. */
function outdated(pool: Pool): Omit<SetItem, 'id'>[] {
  return Array.from({ length: ALTERED }, () => {
    const sentence = pool.sentence(({ text }) => ALTERATIONS.number(text, seeded(1)) !== null);
    const newer = ALTERATIONS.number(sentence.text, pool.seeded);
    if (newer === null) throw new Error('A sentence that fits can be altered.');
    const cited = words(sentence);
    return {
      ...NOTHING,
      alteration: 'outdated' as Alteration,
      note: newer.note,
      text: sentence.text,
      cited,
      newer: newer.text,
    };
  });
}
