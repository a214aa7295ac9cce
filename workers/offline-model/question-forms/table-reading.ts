import type { Word } from '../text/words.ts';
import { wordsOf } from '../text/words.ts';
import type { AggregateKind } from './aggregate.ts';
import { namingOf, yearsOf } from './column-names.ts';
import { type Filter, findFilters } from './filters.ts';
import {
  type FoundValue,
  isMeasure,
  type KnownColumn,
  type KnownTable,
  labelColumn,
  weightColumn,
} from './known-table.ts';
import { isNeutral } from './neutral-words.ts';
import { timeColumn } from './period.ts';
import { sqlName } from './sql.ts';

const RANKS = /\b(?:top|rank\w*|order\w*|sort\w*|most|fewest|least|highest|lowest|largest|smallest)\b/i;
/** How well a column counts as named by its unit or its year alone. */
const WEAK = 0.25;
/** How well one counts as named of which only a dictionary of columns says the words. */
const DESCRIBED = 0.3;
const ROWS = /\b(?:rows|entries|records)\b/i;

/** What rows are grouped by. */
export interface Group {
  /** SQL expression. */
  sql: string;
  /** Name of the result's column, quoted for SQL. */
  alias: string;
  label: string;
  column: KnownColumn;
}

/**
 * A question read against one table. Each finding takes its words; a form may be computed only where no word is left over:
 * a word that the table does not explain could change the answer.
 */
export class TableReading {
  readonly question: string;
  readonly table: KnownTable;
  readonly values: readonly FoundValue[];
  /** How well the measure's header is named, 0 to 1. */
  fit = 0;
  /** Names of columns between which the question does not decide. */
  ambiguous: readonly string[] = [];
  readonly #words: readonly Word[];
  readonly #allValues: readonly FoundValue[];
  readonly #taken = new Set<Word>();

  constructor(question: string, table: KnownTable, values: readonly FoundValue[], formWords: readonly string[]) {
    this.question = question;
    this.table = table;
    this.#allValues = values;
    this.values = values.filter((value) => value.table === table.name);
    this.#words = wordsOf(question);
    for (const word of this.#words) if (formWords.includes(word.lower)) this.#taken.add(word);
  }

  /** Words that nothing has taken yet. */
  free(): Word[] {
    return this.#words.filter((word) => !this.#taken.has(word));
  }

  take(words: readonly Word[]): void {
    for (const word of words) this.#taken.add(word);
  }

  /** The column that the words after one of the cues name ("each *team*", "which *model*"); takes cue and words.
   * Where the table's rows themselves may be named ("which *spare part*"), it is the column by which they are called. */
  groupAfter(cue: RegExp, mayNameRows = false): Group | null {
    for (const match of this.question.matchAll(cue)) {
      const end = match.index + match[0].length;
      // "Which is the cheapest part?": the form's own words stand between.
      const following = this.#words.filter((word) => word.start >= end);
      const after = following.slice(following.findIndex((word) => !this.#taken.has(word)));
      for (const length of [3, 2, 1]) {
        const named = after.slice(0, length);
        const group = named.length === length ? this.#groupNamed(named, mayNameRows) : null;
        if (group === null) continue;
        this.take(named);
        this.take(this.#words.filter((word) => word.start >= match.index && word.end <= end));
        this.#takePartsOfDay(named, after);
        return group;
      }
    }
    return null;
  }

  /** "day of the week" is said for "day". */
  #takePartsOfDay(named: readonly Word[], after: readonly Word[]): void {
    const rest = after.slice(named.length, named.length + 3);
    if (named.at(-1)?.stem === 'dai' && rest.map((word) => word.lower).join(' ') === 'of the week') this.take(rest);
  }

  #groupNamed(words: readonly Word[], mayNameRows: boolean): Group | null {
    const stems = words.map((word) => word.stem);
    const isSame = (column: KnownColumn): boolean =>
      [column.stems, column.coreStems, column.stems.filter((stem) => stem !== 'name')].some(
        (own) => own.length === stems.length && own.every((stem) => stems.includes(stem)),
      );
    const column = this.table.columns.find((one) => isSame(one) && !isMeasure(one));
    const named =
      column ?? (mayNameRows && words.every((word) => this.#namesTable(word)) ? labelColumn(this.table) : null);
    if (named !== null)
      return { sql: sqlName(named.name), alias: sqlName(named.header), label: named.header, column: named };
    const time = timeColumn(this.table);
    const format = { month: '%Y-%m', year: '%Y' }[
      words
        .map((word) => word.lower)
        .join(' ')
        .replace(/s$/, '')
    ];
    if (time === null || format === undefined || !/^(?:date|timestamp)$/.test(time.type)) return null;
    const label = format === '%Y' ? 'year' : 'month';
    return { sql: `strftime(${sqlName(time.name)}, '${format}')`, alias: sqlName(label), label, column: time };
  }

  /**
   * The one numeric column that the question names best; null where none is named or two are named equally well. Where only the
   * table's rows are named and a column says how many each row stands for, a sum is over that column.
   */
  measure(of: AggregateKind): KnownColumn | null {
    // What stands after "by" or "each" is what to group by, never what to add up; but a ranking is "by" its measure.
    const isGroup = (word: Word): boolean =>
      /^(?:by|per|each|every)$/.test(this.#words[this.#words.indexOf(word) - 1]?.lower ?? '');
    const mayBeGroup = !RANKS.test(this.question);
    const free = this.free().filter((word) => !['each', 'per'].includes(word.lower) && !(mayBeGroup && isGroup(word)));
    const stems = new Set(free.map((word) => word.stem));
    const scored = this.table.columns.filter(isMeasure).map((column) => {
      const naming = namingOf(column, free);
      const whole = column.stems.filter((stem) => stems.has(stem)).length;
      if (naming !== null)
        return { column, whole, score: naming.share > 0 ? naming.share : naming.explained > 0 ? DESCRIBED : WEAK };
      // A unit alone names a column only where no other is named by more than that.
      return { column, whole, score: whole > 0 && yearsOf(column).length === 0 ? WEAK : 0 };
    });
    const best = Math.max(0, ...scored.map(({ score }) => score));
    if (best === 0)
      return of === 'sum' && this.#saysRows() && !ROWS.test(this.question) ? weightColumn(this.table) : null;
    const top = scored.filter(({ score }) => score === best);
    const most = Math.max(...top.map(({ whole }) => whole));
    const winners = top.filter(({ whole }) => whole === most);
    const winner = winners[0]?.column;
    if (winners.length !== 1 || winner === undefined) {
      this.ambiguous = winners.map(({ column }) => column.name);
      return null;
    }
    // "Kilometres per week" over such a column groups nothing.
    const named = winner.stems.includes('per') ? this.free() : free;
    const naming = namingOf(winner, named)?.words ?? [];
    this.take(named.filter((word) => winner.stems.includes(word.stem) || naming.includes(word)));
    this.fit = best;
    return winner;
  }

  /** Whether the question counts the table's rows: it names them by the table's or file's own words, and each row is one of them. */
  namesRows(): boolean {
    const isOneEach = weightColumn(this.table) === null;
    return this.#saysRows() && (isOneEach || ROWS.test(this.question));
  }

  #saysRows(): boolean {
    const naming = this.free().filter(
      (word) => this.#namesTable(word) || /^(?:rows?|entries|records)$/.test(word.lower),
    );
    return naming.length > 0;
  }

  #namesTable(word: Word): boolean {
    if (this.table.stems.has(word.stem)) return true;
    // `recent_grads` has graduates.
    const parts = this.table.name.split('_').filter((part) => part.length >= 4 && !/\d/.test(part));
    return parts.some((part) => word.lower.startsWith(part.replace(/s$/, '')));
  }

  /** Conditions from values, months and years that the question names; null where a value could be of two columns. */
  filters(): Filter[] | null {
    return findFilters(this);
  }

  /**
   * Words that neither the form nor the table explains. Without subjects, where rows are named by other words: "Fastify" in "Fastify 4.0.0"
   * says nothing where all documents are about it, and it is no value of a table.
   */
  leftover({ withoutSubjects = false } = {}): Word[] {
    const left = this.free().filter((word) => !isNeutral(word) && !this.#namesTable(word));
    return withoutSubjects ? left.filter((word) => !this.#isSubject(word)) : left;
  }

  #isSubject(word: Word): boolean {
    const isValue = this.#allValues.some(({ value }) => wordsOf(value).some(({ stem }) => stem === word.stem));
    return !isValue && this.table.subjects?.has(word.stem) === true;
  }

  /** How well the question names the column, then how many words name the table: decides between tables that could both answer. */
  get score(): number {
    return this.fit * 100 + this.#words.filter((word) => this.#namesTable(word)).length;
  }
}
