import { readFileSync } from 'node:fs';
import { DossierError } from '../../../contract/failures.ts';
import type { WishedOutput } from '../../../contract/recovery/wishes.ts';

/** The text of a file that an option names. Throws `path-missing`, naming the option. */
export function readText(path: string, option: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new DossierError('path-missing', `${option}: the file "${path}" cannot be read (${code}).`, {
      field: option,
      cause,
    });
  }
}

/** An output as a file holds it: Markdown by its name, else JSON. Throws `path-missing`, `output-invalid`, naming the option. */
export function readOutput(path: string, option: string): WishedOutput {
  const text = readText(path, option);
  if (/\.(md|markdown)$/i.test(path)) return { form: 'markdown', text };
  try {
    return { form: 'json', value: JSON.parse(text) };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DossierError('output-invalid', `${option}: "${path}" is not valid JSON: ${why}.`.slice(0, 1_000), {
      field: option,
      remedy: 'Correct the file; a draft may also be Markdown, in a file that ends in .md.',
      cause,
    });
  }
}
