import { escapeLine } from '../../contract/draft/markdown-text.ts';

/** Text on one line: each run of white space is one space. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text as one line of Markdown in which nothing is markup. */
export function line(text: string): string {
  return escapeLine(flat(text));
}
