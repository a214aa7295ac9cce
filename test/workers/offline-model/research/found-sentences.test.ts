import { expect, test } from '@jest/globals';
import { fence } from '../../../../contract/prompt-data.ts';
import { findingsOf } from '../../../../workers/offline-model/research/found-sentences.ts';
import { transcriptOf } from '../../../../workers/offline-model/transcript.ts';

/** What can be quoted of one passage that a search found. */
function quotableIn(text: string) {
  const passage = {
    passageId: 's1-p1',
    sourceId: 's1',
    sourceTitle: 'docs/yargs-CHANGELOG.md',
    headings: ['Bug Fixes'],
    locator: { kind: 'lines', from: 1, to: 9 },
    text,
    score: 1,
  };
  const call = {
    id: 'c1',
    type: 'function',
    function: { name: 'search_documents', arguments: '{"query":"a"}' },
  } as const;
  const transcript = transcriptOf([
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: 'c1', content: fence('tool-result', { passages: [passage] }) },
  ]);
  return findingsOf(transcript).sentences;
}

test('lines of code and of HTML are not quoted, prose that names code is', () => {
  const text = [
    "fastify.register(require('./my-plugin'), { options, more })",
    'const server = fastify({ logger: true })',
    'src="https://avatars.example/u" alt="Logo" height="64">',
    'Technology Sponsors <!-- a comment -->',
    'parse(text) gives the whole tree of a text.',
  ].join('\n\n');
  expect(quotableIn(text).map((one) => one.text)).toEqual(['parse(text) gives the whole tree of a text.']);
});

test('a sentence stands under the name of its file and its headings', () => {
  expect([...(quotableIn('do not crash completion')[0]?.around ?? [])]).toEqual(['yarg', 'changelog', 'bug', 'fix']);
});
