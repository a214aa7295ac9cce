import { expect, test } from '@jest/globals';
import { rankSentences } from '../../../../workers/offline-model/research/best-sentences.ts';
import type { Findings, FoundSentence } from '../../../../workers/offline-model/research/found-sentences.ts';
import { questionKind } from '../../../../workers/offline-model/research/question-kind.ts';
import { termsOf } from '../../../../workers/offline-model/text/words.ts';

/** Sentences, each a passage of its own under the name of its file and headings. */
function findings(...told: [title: string, headings: string[], text: string][]): Findings {
  const sentences = told.map(([title, headings, text], order): FoundSentence => {
    const passage = { passageId: `s1-p${order}`, sourceId: 's1', order };
    const around = new Set(termsOf([title, ...headings].join(' ')));
    const nearest = new Set(termsOf(headings.at(-1) ?? ''));
    return { ...passage, text, quote: text, terms: new Set(termsOf(text)), around, nearest };
  });
  return { sentences, passages: sentences.map(({ terms, around }) => new Set([...terms, ...around])) };
}
const answersTo = (question: string, found: Findings): string[] =>
  rankSentences(question, questionKind(question), found).answers.map(({ sentence }) => sentence.text);

test('a sentence that lacks what the question is about answers nothing, however many other words it shares', () => {
  const found = findings(
    ['redaction', ['Redaction'], 'Paths to keys that hold sensitive data are given.'],
    ['transports', ['Http'], 'A configured transport of the logger can batch each log.'],
  );
  expect(answersTo('How is log redaction configured?', found)).toEqual([]);
});

test('the name of the file says what its sentences are about', () => {
  const found = findings(
    ['yargs', ['Options'], 'The parser supports hidden options.'],
    ['acorn', ['Options'], 'The parser supports modules in loops.'],
  );
  expect(answersTo('Which options does the parser of yargs support?', found)).toEqual([
    'The parser supports hidden options.',
  ]);
});

test('what stands under headings that say all that was asked is the answer', () => {
  const found = findings(
    ['yargs', ['17.7.2', 'Bug Fixes'], 'do not crash completion when having negated options'],
    ['yargs', ['17.7.1', 'Bug Fixes'], 'address display of default sub-commands'],
  );
  expect(answersTo('What was fixed in yargs 17.7.2?', found)).toEqual([
    'do not crash completion when having negated options',
  ]);
});
