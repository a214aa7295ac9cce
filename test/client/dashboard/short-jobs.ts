import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLE } from '../../end-to-end/installation.ts';
import { sheetXml, workbookBytes } from '../../support/documents/workbook-bytes.ts';

/** A question of two parts about documents of a few lines: a job that is at its gate in a moment. */
export const ROOF_QUESTION = 'How many panels does the roof hold? What does the roof cost?';

/** The documents of it. */
export const ROOF: Readonly<Record<string, string>> = {
  'roof.md': '# Roof\n\nThe roof holds 12 panels.\n\nThe roof costs 9000 dollars.\n',
  'notes.md': '# Notes\n\nThe panels weigh 20 kg each.\n',
};

/** A question whose answers rest on a page of a PDF, a cell of a sheet, a line of a text and a computation over a table. */
export const KINDS_QUESTION = [
  'How long does the vendor keep prompts?',
  'How often does the harbour office review the lease?',
  'Who repairs the north pier?',
  'How many output tokens did each team use in total?',
].join(' ');

/** The documents of it. */
export function documentsOfAllKinds(): Record<string, string | Uint8Array> {
  const example = (name: string): Uint8Array => readFileSync(join(EXAMPLE, name));
  const rows = [
    ['Rules of the harbour'],
    [],
    ['The harbour office reviews the lease every two years.'],
    [],
    ['The deposit is returned within a month.'],
  ];
  return {
    'data-protection-review.pdf': example('data-protection-review.pdf'),
    'rules.xlsx': workbookBytes([{ name: 'Rules', xml: sheetXml(rows) }]),
    'harbour.txt': 'Harbour notes\n\nThe shipyard Lund repairs the north pier.\n\nThe south pier needs no work.\n',
    'usage.csv': example('usage.csv'),
  };
}
