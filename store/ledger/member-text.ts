import { type RawBuilder, sql } from 'kysely';

/**
 * A list of words as one text in which each word can be found exactly: `,"one","two"`. A quote within a word is escaped, so that a comma
 * and a bare quote stand at a word's beginning only.
 */
export function memberText(words: readonly string[]): string {
  return words.map((word) => `,${JSON.stringify(word)}`).join('');
}

/** The words of such a text. */
export function membersOf(text: string): string[] {
  return JSON.parse(`[${text.slice(1)}]`) as string[];
}

/** Whether the list in a column has this word, in its very letters: LIKE would not tell them apart in SQLite. */
export function hasMember(column: 'tags' | 'models', word: string): RawBuilder<boolean> {
  const reference = sql.ref(column);
  return sql<boolean>`replace(${reference}, ${memberText([word])}, '') <> ${reference}`;
}
