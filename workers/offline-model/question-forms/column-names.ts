import { stemmer } from 'stemmer';
import { representative } from '../text/equivalents.ts';
import { isStopWord } from '../text/stop-words.ts';
import type { Word } from '../text/words.ts';
import type { KnownColumn } from './known-table.ts';

const stemsOf = (words: string): string[] => words.split(' ').map((word) => stemmer(word));

/** What a word of a question names by the sense of it: "the most *expensive* part" asks for a price, "how *heavy*" for a weight. */
const IMPLIED = new Map(
  Object.entries({
    expensive: 'price cost',
    cheap: 'price cost',
    cheapest: 'price cost',
    cost: 'price',
    price: 'cost',
    heavy: 'weight mass',
    heaviest: 'weight mass',
    weigh: 'weight mass',
    lightest: 'weight mass',
    long: 'length duration',
    longest: 'length duration',
    shortest: 'length duration height',
    tall: 'height',
    tallest: 'height',
    high: 'height elevation',
    old: 'age',
    oldest: 'age',
    youngest: 'age',
    populous: 'population',
    fast: 'speed',
    fastest: 'speed',
    slowest: 'speed',
    mean: 'meaning description definition explanation',
    stand: 'meaning description definition name',
    who: 'responsible owner assignee assigned person name',
    spend: 'expenditure spending',
    pay: 'earning salary wage income',
    paid: 'earning salary wage income',
    salary: 'earning pay wage income',
    wage: 'earning salary pay',
    earn: 'earning salary wage income pay',
    men: 'male man',
    man: 'male',
    women: 'female woman',
    woman: 'female',
    male: 'men',
    female: 'women',
    inhabitant: 'population',
    kilometre: 'km',
    kilometer: 'km',
    litre: 'liter l',
    liter: 'litre l',
    metre: 'm',
    hectare: 'ha',
    tonne: 't',
    kilogram: 'kg',
    average: 'avg',
    number: 'num no',
    temperature: 'temp',
    licence: 'license',
    license: 'licence',
  }).map(([word, implied]) => [representative(stemmer(word)), stemsOf(implied)] as const),
);

const YEAR = /^(?:19|20)\d{2}$/;
const FILLS = /^(?:tot|num|nr|cnt)$/;

/** Years in a column's header. */
export function yearsOf(column: KnownColumn): string[] {
  return [...new Set(column.stems.filter((stem) => YEAR.test(stem)))];
}

/** The stems that say what a column is about: without units, years and little words. */
export function tellingStems(column: KnownColumn): string[] {
  const words = column.coreStems.filter((stem) => !YEAR.test(stem) && !isStopWord(stem));
  // `tot_emp` is of what is employed.
  const told = column.isMachine === true ? words.filter((stem) => !FILLS.test(stem)) : words;
  return (told.length > 0 ? told : words).map(representative);
}

/** Whether a word names a stem of a header: by the same stem, a form of it, or its sense. */
export function names(word: Word, stem: string): boolean {
  const own = representative(word.stem);
  return own === stem || IMPLIED.get(own)?.some((implied) => representative(implied) === stem) === true;
}

const SHORTEST_BEGINNING = 3;
/** "Between 2000 and 2014": what stands between the two years of a header. */
const SPAN = /^(?:between|from|to|and|until|through|over)$/;

/** Whether a word is what a program's header shortens: "actually" of `raised_act`. */
function isShortened(word: Word, stem: string, { isMachine }: KnownColumn): boolean {
  return isMachine === true && stem.length >= SHORTEST_BEGINNING && !/\d/.test(stem) && word.lower.startsWith(stem);
}

/** Words of a question that a dictionary of columns says of a column. */
function describing(column: KnownColumn, words: readonly Word[]): Word[] {
  const said = [...new Set((column.described ?? []).map(representative))];
  return words.filter((word) => !isStopWord(word.lower) && said.some((stem) => names(word, stem)));
}

/** How well words name a column. */
export interface Naming {
  column: KnownColumn;
  /** The share of its telling stems that are named, 0 to 1. */
  share: number;
  /** How many are. */
  count: number;
  /** The words that name it, its year and those that a dictionary says of it among them. */
  words: readonly Word[];
  /** How many of the question's words the header and a dictionary explain. */
  explained: number;
}

/**
 * How words name a column; null where they do not, or where its header is of another year than they are. A column that is headed by
 * nothing but a year is named by that year, with the share 0.
 */
export function namingOf(column: KnownColumn, words: readonly Word[]): Naming | null {
  const years = yearsOf(column);
  if (years.length > 0 && !years.every((year) => words.some((word) => word.lower === year))) return null;
  const stems = tellingStems(column);
  const isNamed = (word: Word, stem: string): boolean => names(word, stem) || isShortened(word, stem, column);
  const named = stems.filter((stem) => words.some((word) => isNamed(word, stem)));
  const described = describing(column, words);
  if (named.length === 0 && described.length === 0 && (stems.length > 0 || years.length === 0)) return null;
  const naming = words.filter(
    (word) =>
      years.includes(word.lower) ||
      stems.some((stem) => isNamed(word, stem)) ||
      column.stems.some(
        (stem) => stem === word.stem || (!isStopWord(word.lower) && names(word, representative(stem))),
      ) ||
      described.includes(word) ||
      (years.length === 2 && SPAN.test(word.lower)),
  );
  const share = stems.length === 0 ? 0 : named.length / stems.length;
  return { column, share, count: named.length, words: naming, explained: naming.length };
}
