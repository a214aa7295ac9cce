import { letterNumeral, romanNumeral } from '../flow/list-marks.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import { type Attributes, readXmlPart } from './xml-part.ts';

/** One level of a list: how its number is written. */
interface Level {
  format: string;
  /** The mark with `%1` for the number of the first level. */
  text: string;
  start: number;
  /** Id of the style whose paragraphs are on this level, or null. */
  style: string | null;
}

interface List {
  abstractId: string;
  /** Numbers at which levels of this list begin anew. */
  starts: Map<number, number>;
  /** Levels that this list defines anew. */
  levels: Map<number, Level>;
}

const DEEPEST = 8;

/** The lists of a document: gives each numbered paragraph its mark, in document order. */
export class Numbering {
  readonly #levels = new Map<string, Map<number, Level>>();
  readonly #lists = new Map<string, List>();
  /** The last number of each level, by abstract list: lists of one kind go on counting. */
  readonly #counts = new Map<string, (number | undefined)[]>();
  readonly #begun = new Set<string>();

  /** Reads the part that defines the lists. */
  async read(archive: ZipArchive, part: string): Promise<void> {
    const reading: ReadingState = { levels: null, level: null, list: null, override: 0 };
    await readXmlPart(archive, part, {
      open: (name, attributes) => this.#define(reading, name, attributes),
      close: (name) => {
        if (name === 'lvl') reading.level = null;
        if (name === 'num') reading.list = null;
        if (name === 'abstractNum') reading.levels = null;
      },
    });
  }

  /** The level on which a style's paragraphs stand in a list, or 0. */
  levelOfStyle(numId: string, style: string | null): number {
    const levels = this.#levels.get(this.#lists.get(numId)?.abstractId ?? '');
    for (const [at, level] of levels ?? []) if (style !== null && level.style === style) return at;
    return 0;
  }

  /** Counts a paragraph and gives its mark: `2.1`, `-` for a dot, or null where it has none. */
  mark(numId: string, ilvl: number): string | null {
    const list = this.#lists.get(numId);
    if (list === undefined) return numId === '0' ? null : '-';
    const at = Math.min(Math.max(ilvl, 0), DEEPEST);
    const defined = this.#levels.get(list.abstractId);
    const levels = list.levels.size === 0 ? defined : new Map([...(defined ?? []), ...list.levels]);
    const level = levels?.get(at);
    if (level === undefined || level.format === 'bullet') return '-';
    const counts = this.#counts.get(list.abstractId) ?? [];
    this.#counts.set(list.abstractId, counts);
    const restart = this.#begun.has(`${numId}/${at}`) ? undefined : list.starts.get(at);
    this.#begun.add(`${numId}/${at}`);
    const last = counts[at];
    counts[at] = restart ?? (last === undefined ? level.start : last + 1);
    counts.length = at + 1;
    const text = level.text.replace(/%([1-9])/g, (_, digit) => numberOf(counts, levels, Number(digit) - 1));
    return text.trim() === '' ? null : text.trim();
  }

  #define(reading: ReadingState, name: string, attributes: Attributes): void {
    const value = attributes.val ?? '';
    const at = Number.parseInt(attributes.ilvl ?? '0', 10) || 0;
    if (name === 'abstractNum') {
      reading.levels = new Map();
      this.#levels.set(attributes.abstractNumId ?? '', reading.levels);
    } else if (name === 'num') {
      reading.list = { abstractId: '', starts: new Map(), levels: new Map() };
      this.#lists.set(attributes.numId ?? '', reading.list);
    } else if (name === 'lvl') {
      reading.level = { format: 'decimal', text: '', start: 1, style: null };
      (reading.list?.levels ?? reading.levels)?.set(at, reading.level);
    } else if (name === 'abstractNumId' && reading.list !== null) reading.list.abstractId = value;
    else if (name === 'lvlOverride') reading.override = at;
    else if (name === 'startOverride') reading.list?.starts.set(reading.override, Number.parseInt(value, 10) || 0);
    else if (reading.level !== null) takeLevel(reading.level, name, value);
  }
}

/** What of the definitions is open. */
interface ReadingState {
  levels: Map<number, Level> | null;
  level: Level | null;
  list: List | null;
  override: number;
}

function numberOf(counts: readonly (number | undefined)[], levels: Map<number, Level> | undefined, at: number): string {
  const level = levels?.get(at);
  return numeral(counts[at] ?? level?.start ?? 1, level?.format ?? 'decimal');
}

function takeLevel(level: Level, name: string, value: string): void {
  if (name === 'numFmt') level.format = value;
  if (name === 'lvlText') level.text = value.slice(0, 100);
  if (name === 'start') level.start = Number.parseInt(value, 10) || 0;
  if (name === 'pStyle') level.style = value;
}

function numeral(count: number, format: string): string {
  switch (format) {
    case 'none':
      return '';
    case 'lowerLetter':
      return letterNumeral(count);
    case 'upperLetter':
      return letterNumeral(count).toUpperCase();
    case 'lowerRoman':
      return romanNumeral(count);
    case 'upperRoman':
      return romanNumeral(count).toUpperCase();
    case 'decimalZero':
      return String(count).padStart(2, '0');
    default:
      return String(count);
  }
}
