import { isStopWord } from '../text/stop-words.ts';
import { type Word, wordsOf } from '../text/words.ts';
import { isNeutral } from './neutral-words.ts';

const SHORTEST_HEAD = 4;

/**
 * What a longer key is called by for short: "Shanghai" of `Shanghai, China`, "Ant-Man" of `Ant-Man (2015)`, "Hilton Head Island" of
 * `Hilton Head Island-Bluffton-Beaufort, SC`. None where the key is no longer than that.
 */
export function shortKeys(value: string): string[] {
  const plain = value.replace(/\s*[([][^)\]]*[)\]]\s*/g, ' ').trim();
  const [place = ''] = plain.split(/\s*[,;:|]\s|\s+[-–—/]\s+|\s*[/–—]\s*/);
  const [first = ''] = place.split(/(?<=\p{Ll})-(?=\p{Lu})/u);
  const keys = [plain, place, ...(place.split(/(?<=\p{Ll})-(?=\p{Lu})/u).length > 1 ? [first] : [])];
  return [...new Set(keys.map((key) => key.trim()))].filter(
    (key) => key !== value.trim() && key.length >= SHORTEST_HEAD && /\p{L}{3}/u.test(key),
  );
}

/** The words of a question that name a value by what it is called for short; null where they do not. */
export function wordsNamingShort(value: string, free: readonly Word[]): Word[] | null {
  for (const key of shortKeys(value)) {
    const wanted = wordsOf(key);
    if (wanted.every((word) => isStopWord(word.lower) || isNeutral(word))) continue;
    for (let at = 0; at + wanted.length <= free.length; at += 1) {
      const words = free.slice(at, at + wanted.length);
      if (words.every((word, index) => word.lower === wanted[index]?.lower)) return words;
    }
  }
  return null;
}
