import { wordsOf } from '../text/words.ts';

/** A column's header as people would say it. */
export interface HeaderWords {
  stems: readonly string[];
  /** Whether a program wrote it (`raised_act`, `ShareWomen`, `elo98`): its parts may be the beginnings of words. */
  isMachine: boolean;
}

const MACHINE = /_|\p{Ll}\p{Lu}|^\p{Ll}+\d{2}$|^\p{Ll}{7,}$/u;
/** What programs write at the end of a name without a mark between: `winpercent`. */
const ENDINGS =
  /^(\p{L}{3,}?)(percent|percentage|rate|total|count|name|year|date|price|cost|share|score|population|size|number|value)$/iu;
const LATEST_SHORT_YEAR = 35;

/** The words of a header: compounds of programs taken apart, two digits at its end read as a year. */
export function headerWords(header: string): HeaderWords {
  const isMachine = MACHINE.test(header.trim()) && !/\s/.test(header.trim());
  if (!isMachine) return { stems: stemsOf(header), isMachine };
  const parts = header
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{L})(\d{2})(?=_|$)/gu, '$1 $2')
    .split(/[\s_]+/)
    .filter((part) => part !== '')
    .flatMap((part) => ENDINGS.exec(part)?.slice(1) ?? [part]);
  const named = parts.length > 1 ? parts.map((part) => (/^\d{2}$/.test(part) ? longYear(part) : part)) : parts;
  return { stems: stemsOf(named.join(' ')), isMachine };
}

function longYear(digits: string): string {
  return Number(digits) <= LATEST_SHORT_YEAR ? `20${digits}` : `19${digits}`;
}

function stemsOf(text: string): string[] {
  return wordsOf(text.replaceAll('_', ' ')).map((word) => word.stem);
}
