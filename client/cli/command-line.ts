import type { OptionValues } from './option-values.ts';

/** How a clone's command line is called; it is on nobody's PATH. */
export const PROGRAM = 'npx --no-install dossier';

/** Quotes a word for a shell where it needs that. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Builds the lines a person types next, against the same instance as this command. */
export function commandLineFor(options: OptionValues): (...words: string[]) => string {
  const same = ['server', 'data'].flatMap((name) => {
    const value = options.text(name);
    return value === undefined ? [] : [`--${name}`, value];
  });
  return (...words) => [PROGRAM, ...[...words, ...same].map(shellWord)].join(' ');
}
