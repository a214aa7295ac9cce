import { DossierError } from '../../contract/failures.ts';

const MOST_WORDS = 20;
const LONGEST_WORD = 200;

/** Text as it is compared when searching: the same letters whatever their case or composition, in every script. */
export function foldForSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * The LIKE patterns (escape character `\`) that a text must match all to be found by a query: one for each of its words.
 * Throws `request-invalid` for more than 20 words or a word of more than 200 characters.
 */
export function searchPatterns(query: string): string[] {
  const words = foldForSearch(query.replaceAll('\0', '')).split(/\s+/).filter(Boolean);
  if (words.length > MOST_WORDS || words.some((word) => word.length > LONGEST_WORD))
    throw new DossierError('request-invalid', `A search takes ${MOST_WORDS} words of ${LONGEST_WORD} characters.`, {
      field: 'query',
    });
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
