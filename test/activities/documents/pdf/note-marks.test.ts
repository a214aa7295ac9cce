import { expect, test } from '@jest/globals';
import { ingestRig, passagesOf } from '../../../support/ingested-documents.ts';
import { type PlacedText, pdfBytes } from '../../../support/pdf-bytes.ts';

async function textOf(content: PlacedText[]): Promise<string> {
  const { artifacts, ingest } = ingestRig();
  const { set } = await ingest({ 'report.pdf': pdfBytes([content]) });
  return (await passagesOf(artifacts, set)).map(({ text }) => text).join('\n');
}

/** Words, then a small piece behind them, then more; `x` where the words end in Helvetica of 12 points. */
function line(words: string, x: number, mark: string, more: string, { rise = 4.5, size = 7 } = {}): PlacedText[] {
  return [
    { x: 60, y: 700, text: words, size: 12 },
    { x, y: 700 + rise, text: mark, size },
    { x: x + (mark.length === 2 ? 11 : 7.5), y: 700, text: more, size: 12 },
  ];
}

test.each([
  ['a full stop', line('It was built in 2024.', 169.5, '1', 'It has two floors.'), 'in 2024.[note 1] It has'],
  ['a figure', line('It was built in 2024', 166.1, '1', 'and has two floors.'), 'in 2024[note 1] and has'],
  ['a word', line('It was built in stone', 167.5, '12', 'and has two floors.'), 'in stone[note 12] and has'],
  ['a power of ten', line('It holds 10', 117, '6', 'litres.'), 'It holds 10 6 litres.'],
  ['the unit of an area', line('It covers 40 m', 136.2, '2', 'of ground.'), '40 m2 of ground.'],
])('a raised number behind %s', async (_behind, content, text) => {
  expect(await textOf(content)).toContain(text);
});

test.each([
  ['as large as the letters before it', { size: 12 }],
  ['that is lowered', { rise: -2.5 }],
  ['that stands on the line', { rise: 0 }],
])('a number %s is no mark of a note', async (_how, place) => {
  expect(await textOf(line('It was built in 2024', 166.1, '1', 'and has two floors.', place))).not.toContain('[note');
});
