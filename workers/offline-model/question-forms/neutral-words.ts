import { stemmer } from 'stemmer';
import { isStopWord } from '../text/stop-words.ts';
import type { Word } from '../text/words.ts';

/** Verbs and nouns of which a question's sense does not hang where a column or table is named: "tokens that each team *used*". */
const NEUTRAL = new Set(
  (
    'use used work worked get got make made take took taken spend spent log logged record recorded report reported need needed ' +
    'produce produced consume consumed have has receive received handle handled run ran happen happened occur occurred ' +
    'generate generated exist table tables row rows entry entries data file list number amount value values show give name ' +
    'calculate compute count sum me come came cause caused contain contained lie located find found study studied ' +
    'people person money given play played appear appeared belong'
  )
    .split(' ')
    .map((word) => stemmer(word)),
);

/** Words that are stop words in prose but decide what is computed. */
const DECIDING = new Set([
  'each',
  'every',
  'per',
  'more',
  'most',
  'than',
  'few',
  'between',
  'without',
  'not',
  'no',
  'except',
  'before',
  'after',
  'until',
  'under',
  'over',
  'above',
  'below',
  'or',
  'neither',
  'nor',
  'same',
  'other',
]);

/** Whether a word may stand in a question without naming a column, table or value. */
export function isNeutral(word: Word): boolean {
  if (DECIDING.has(word.lower)) return false;
  return isStopWord(word.lower) || NEUTRAL.has(word.stem);
}
