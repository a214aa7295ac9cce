import type { QuestionForm } from './form.ts';
import { singleValue } from './single-value.ts';

/** "Which stock had the highest price?" asks for a name: the price alone is no answer. */
const ASKS_FOR_VALUE = '^(?!.*\\b(?:which(?! (?:is|was))|who|whose|where|when)\\b)(?=.*';

/** The largest or smallest value of a column: "What is the highest price?" */
export const EXTREMES: readonly QuestionForm[] = [
  {
    name: 'extremes/highest',
    pattern: new RegExp(`${ASKS_FOR_VALUE}\\b(?:highest|maximum|max|largest|biggest|greatest|longest)\\b)`, 'is'),
    words: ['highest', 'maximum', 'max', 'largest', 'biggest', 'greatest', 'longest'],
    compose: (reading) => singleValue(reading, 'max'),
  },
  {
    name: 'extremes/lowest',
    pattern: new RegExp(`${ASKS_FOR_VALUE}\\b(?:lowest|minimum|min|smallest|shortest|least)\\b)`, 'is'),
    words: ['lowest', 'minimum', 'min', 'smallest', 'shortest', 'least'],
    compose: (reading) => singleValue(reading, 'min'),
  },
];
