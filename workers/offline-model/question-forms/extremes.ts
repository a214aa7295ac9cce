import type { QuestionForm } from './form.ts';
import { singleValue } from './single-value.ts';

/** The largest or smallest value of a column: "What is the highest price?" */
export const EXTREMES: readonly QuestionForm[] = [
  {
    name: 'extremes/highest',
    pattern: /\b(?:highest|maximum|max|largest|biggest|greatest|longest)\b/i,
    words: ['highest', 'maximum', 'max', 'largest', 'biggest', 'greatest', 'longest'],
    compose: (reading) => singleValue(reading, 'max'),
  },
  {
    name: 'extremes/lowest',
    pattern: /\b(?:lowest|minimum|min|smallest|shortest|least)\b/i,
    words: ['lowest', 'minimum', 'min', 'smallest', 'shortest', 'least'],
    compose: (reading) => singleValue(reading, 'min'),
  },
];
