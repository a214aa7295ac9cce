import type { z } from 'zod';
import type { listTablesResultSchema } from '../../../contract/tools.ts';
import { wordsOf } from '../text/words.ts';
import { headerWords } from './header-words.ts';

type ListedTable = z.infer<typeof listTablesResultSchema>['tables'][number];

/** A column with the stems of its header. */
export interface KnownColumn {
  name: string;
  header: string;
  type: string;
  stems: readonly string[];
  /** Stems without units (price_eur is asked for as "price"); all stems where nothing else is left. */
  coreStems: readonly string[];
  /** Whether a program wrote the header: its parts may be the beginnings of words (`popu`, `exp`). */
  isMachine?: boolean;
  /** Stems of what a dictionary of columns says of it beyond its header. */
  described?: readonly string[];
  /** Cells of the sample rows. */
  sample: readonly string[];
}

/** A table that the tools listed, with the stems by which a question may name it or its rows. */
export interface KnownTable {
  name: string;
  sourceId: string;
  stems: ReadonlySet<string>;
  /** Names in the question that most of what was found is about. */
  subjects?: ReadonlySet<string>;
  columns: readonly KnownColumn[];
}

/** A value that occurs in a column: from the sample, or from a look-up. */
export interface FoundValue {
  table: string;
  column: string;
  value: string;
}

const UNITS = new Set(
  'eur euro usd dollar gbp chf kwh kwp kw mwh kg g t km m cm mm m2 ms s sec min h percent pct thousand million billion trillion mn bn'.split(
    ' ',
  ),
);
const stemsOf = (text: string): string[] => wordsOf(text.replaceAll('_', ' ')).map((word) => word.stem);

/** Reads a listed table. */
export function knownTable(table: ListedTable): KnownTable {
  return {
    name: table.name,
    sourceId: table.sourceId,
    stems: new Set([
      ...stemsOf(table.name),
      ...stemsOf(table.sourceTitle.replace(/\.\w+$/, '')),
      ...stemsOf(table.title),
    ]),
    columns: table.columns.map(({ name, header, type }, index) => {
      const named = headerWords(header);
      const stems = named.stems.length > 0 ? named.stems : stemsOf(name);
      const core = stems.filter((stem) => !UNITS.has(stem));
      const sample = table.sample.map((row) => row[index] ?? '');
      return {
        name,
        header: header.trim() === '' ? name : header,
        type,
        stems,
        coreStems: core.length > 0 ? core : stems,
        isMachine: named.isMachine,
        sample,
      };
    }),
  };
}

/** Whether a column's values can be added up: a number that is no name, key or date. */
export function isMeasure(column: KnownColumn): boolean {
  const names = /^(?:id|no|nr|number|year|month|day|week|quarter|code|zip)$/;
  return (
    /^(?:integer|decimal)$/.test(column.type) &&
    (/\bnumbers? of\b/i.test(column.header) ||
      !column.stems.some((stem, at) => names.test(stem) && column.stems[at - 1] !== 'per'))
  );
}

/** The column that says how many things each row stands for, as `count` does in a table of flights by route; null where each row is one. */
export function weightColumn(table: KnownTable): KnownColumn | null {
  const isWeight = (column: KnownColumn): boolean =>
    column.type === 'integer' && /^(?:count|freq|frequency|quantity|qty)$/i.test(column.header.trim());
  return table.columns.find(isWeight) ?? null;
}

const LABEL = /\b(?:name|title|item|description|product|label|country|city|model|station|task|action)\b/i;
const KEY = /\b(?:id|no|nr|number|code|key|url|link)\b/i;

/** The column by which the rows are called where the table itself is named: of spare parts their description. Null where there is none. */
export function labelColumn(table: KnownTable): KnownColumn | null {
  const texts = table.columns.filter((column) => isName(column) && !KEY.test(column.header));
  return texts.find((column) => LABEL.test(column.header)) ?? texts[0] ?? null;
}

/** Whether a column's values name things: text that is short enough to be a name. */
export function isName(column: KnownColumn): boolean {
  const longest = Math.max(0, ...column.sample.map((cell) => cell.length));
  return column.type === 'text' && longest <= 60;
}
