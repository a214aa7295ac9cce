import type { QuestionForm } from './form.ts';
import { singleValue } from './single-value.ts';

/** Sums of a column: "How many kWh were used in total?", "What is the total of hours?" */
export const TOTALS: readonly QuestionForm[] = [
  {
    name: 'totals/how-many',
    pattern: /\bhow (?:many|much)\b/i,
    words: ['total', 'sum', 'altogether', 'overall', 'together', 'all'],
    compose: (reading) => singleValue(reading, 'sum'),
  },
  {
    name: 'totals/total-of',
    pattern: /\b(?:total|sum|altogether|overall)\b/i,
    words: ['total', 'sum', 'altogether', 'overall', 'together', 'all'],
    compose: (reading) => singleValue(reading, 'sum'),
  },
];
