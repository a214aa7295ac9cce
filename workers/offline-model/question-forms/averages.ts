import type { QuestionForm } from './form.ts';
import { singleValue } from './single-value.ts';
import type { TableReading } from './table-reading.ts';

/** Averages of a column: "What is the average number of minutes per incident?" */
export const AVERAGES: readonly QuestionForm[] = [
  {
    name: 'averages/average-of',
    pattern: /\b(?:average|mean)\b/i,
    words: ['average', 'mean'],
    compose: (reading) => {
      takePerRow(reading);
      return singleValue(reading, 'average');
    },
  },
];

/** "per incident" over a table of incidents is what an average is. */
function takePerRow(reading: TableReading): void {
  const words = reading.free();
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const isRow = next !== undefined && reading.table.stems.has(next.stem);
    if (/^(?:per|each|every)$/.test(word.lower) && isRow) reading.take([word, next]);
  }
}
