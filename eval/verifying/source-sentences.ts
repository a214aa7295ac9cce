import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { CorpusDocument } from '../corpus/corpus.ts';

/** A sentence of a public document. */
export interface SourceSentence {
  document: string;
  text: string;
}

/** A cell of a public table, with what names its row. */
export interface SourceCell {
  document: string;
  column: string;
  keyColumn: string;
  key: string;
  value: string;
}

/** Sentences as another program than ours reads them (poppler for PDF), so that the set does not rest on our own readers. */
export function sentencesOf({ name, file }: CorpusDocument): SourceSentence[] {
  if (name.endsWith('.csv')) return [];
  const text = name.endsWith('.pdf')
    ? execFileSync('pdftotext', ['-enc', 'UTF-8', file, '-'], { encoding: 'utf8', maxBuffer: 1e8 })
    : readFileSync(file, 'utf8');
  return text
    .split(/\n\s*\n|\f/)
    .flatMap((paragraph) => (/[-­‐]\n/.test(paragraph) ? [] : [paragraph.replace(/\s+/g, ' ').trim()]))
    .flatMap(
      (paragraph) =>
        paragraph.match(/(?<=^|[.!?] )[A-Z“"][^.!?]*(?:\.(?=\d)[^.!?]*|\.(?=[a-z])[^.!?]*)*\.(?= |$)/g) ?? [],
    )
    .filter(isTelling)
    .map((sentence) => ({ document: name, text: sentence }));
}

/** A whole sentence in letters that are no remains of a broken font, a formula or a list of links. */
function isTelling(sentence: string): boolean {
  const words = sentence.split(' ');
  if (words.length < 8 || words.length > 45) return false;
  if (/[^\p{L}\p{N}\s.,;:%$€£()'’"“”/&–—-]|\.\.|\bet al\b|http|\[|\]|`|\*|\|/u.test(sentence)) return false;
  if (/\b(?:Figure|Table|Exhibit|Appendix|Section|Chapter)\b/.test(sentence)) return false;
  const letters = sentence.replace(/[^\p{L}]/gu, '').length;
  return letters > sentence.length * 0.6;
}

/** Numeric cells of a CSV whose first telling column names each row. */
export function cellsOf({ name, file }: CorpusDocument): SourceCell[] {
  if (!name.endsWith('.csv')) return [];
  const [header = [], ...rows]: string[][] = parse(readFileSync(file, 'utf8'), { relax_column_count: true, bom: true });
  const keyAt = header.findIndex((_, at) => {
    const cells = rows.map((row) => row[at] ?? '');
    return cells.every((cell) => /\p{L}{3}/u.test(cell)) && new Set(cells).size === cells.length;
  });
  const keyColumn = header[keyAt];
  if (keyColumn === undefined) return [];
  return rows.flatMap((row) =>
    row.flatMap((value, at) => {
      const column = header[at];
      const key = row[keyAt];
      const isNumber = /^\d{2,}(?:\.\d+)?$/.test(value);
      return at === keyAt || !column || !key || !isNumber ? [] : [{ document: name, column, keyColumn, key, value }];
    }),
  );
}
