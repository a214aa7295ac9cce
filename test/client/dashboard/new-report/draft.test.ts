import { describe, expect, it } from '@jest/globals';
import {
  type DocumentEntry,
  namesOfTheirOwn,
  twinOf,
} from '../../../../client/dashboard/screens/new-report/document-entry.ts';
import { type Draft, EMPTY_DRAFT, requestOf, sizesOf } from '../../../../client/dashboard/screens/new-report/draft.ts';
import { faultsOf } from '../../../../client/dashboard/screens/new-report/faults.ts';
import { startRequestSchema } from '../../../../contract/api.ts';
import { failure } from '../../../../contract/failures.ts';

const read = (words: number) => ({
  ...{ status: 'read' as const, mediaType: 'text/plain', pages: null, words, passages: 1, tables: 0, remarks: [] },
});
const unreadable = { status: 'unreadable' as const, failure: failure('document-empty', 'The file is empty.') };

function entry(name: string, more: Partial<DocumentEntry> = {}, digit = 'a'): DocumentEntry {
  const artifact = { sha256: digit.repeat(64), bytes: 10, mediaType: 'text/plain', title: name };
  return {
    ...{ key: name, name, bytes: 10, attachment: { artifact, name }, extraction: read(100), failure: null },
    ...more,
  };
}
const onItsWay = { attachment: null, extraction: null };
const written = (
  draft: Partial<Draft>,
  sources: DocumentEntry[] = [entry('a.txt')],
  checked: DocumentEntry[] = [],
) => ({
  ...{ draft: { ...EMPTY_DRAFT, question: 'How many panels?', ...draft }, sources, checked },
});
const fields = (form: ReturnType<typeof written>) => faultsOf(form).map(({ field }) => field);

describe('what is wrong with a new report', () => {
  it('is nothing where there is a question with a document or an address', () => {
    expect(faultsOf(written({}))).toEqual([]);
    expect(faultsOf(written({ links: 'https://example.org/a' }, []))).toEqual([]);
    expect(faultsOf(written({}, [entry('a.txt', onItsWay)]))).toEqual([]);
  });

  it('is told for every field, in the order in which they stand', () => {
    const all = { question: ' ', links: 'ftp://x.example', budget: 'two', tags: 'x'.repeat(61) };
    expect(fields(written(all, []))).toEqual(['question', 'links', 'budget', 'tags']);
    expect(fields(written({ question: '?!…' }, []))).toEqual(['question', 'documents']);
  });

  it('is that no document can be read', () => {
    const bad = [
      entry('a.txt', { extraction: unreadable }),
      entry('b.txt', { attachment: null, failure: unreadable.failure }),
    ];
    expect(faultsOf(written({}, bad))).toEqual([{ field: 'documents', words: expect.stringMatching('None') }]);
    expect(faultsOf(written({}, [...bad, entry('c.txt')]))).toEqual([]);
  });

  it('is, of a check, that its document is missing or cannot be read, while a question is not needed', () => {
    const check = { kind: 'check', question: '' } as const;
    expect(fields(written(check))).toEqual(['checked']);
    expect(fields(written(check, undefined, [entry('d.md', { extraction: unreadable })]))).toEqual(['checked']);
    expect(fields(written(check, undefined, [entry('d.md')]))).toEqual([]);
  });
});

describe('the request of a new report', () => {
  it('is one that the instance takes, with everything that was filled in', () => {
    const draft = {
      audience: ' Board ',
      budget: '$0.50',
      model: 'big ',
      tags: 'x, y, x,',
      links: 'https://a.example/#b',
    };
    const refused = entry('c.txt', { attachment: null, extraction: null, failure: unreadable.failure });
    const request = startRequestSchema.parse(requestOf(written({ ...draft, risk: 'high' }, [entry('a.txt'), refused])));
    expect(request).toMatchObject({
      ...{ kind: 'report', audience: 'Board', model: 'big', tags: ['x', 'y'], risk: 'high' },
      ...{ budget: { limitMicroUsd: 500_000, policy: 'pause' }, links: ['https://a.example/'] },
      attachments: [{ name: 'a.txt' }],
      leftOut: [{ name: 'c.txt', reason: 'The file is empty.' }],
    });
    expect(request.gates).toBeUndefined();
    expect(requestOf(written({ gates: [] })).gates).toEqual([]);
  });

  it('names the document of a check, and only of a check', () => {
    const checked = [entry('d.md')];
    expect(requestOf(written({ kind: 'check' }, [], checked)).document?.name).toBe('d.md');
    expect(requestOf(written({}, [], checked)).document).toBeUndefined();
  });
});

describe('documents', () => {
  it('count once in an estimate where their content is the same, and not where it cannot be read', () => {
    const sources = [entry('a.txt'), entry('b.txt'), entry('c.txt', { extraction: read(5) }, 'c')];
    expect(twinOf(sources[1] as DocumentEntry, sources)?.name).toBe('a.txt');
    expect(twinOf(sources[0] as DocumentEntry, sources)).toBeUndefined();
    const bad = entry('d.txt', { extraction: unreadable }, 'd');
    expect(sizesOf(written({}, [...sources, bad])).attachments).toEqual([{ words: 100 }, { words: 5 }]);
  });

  it('of one name get names of their own', () => {
    expect(namesOfTheirOwn(['a.txt'], ['a.txt', 'a.txt', 'b.txt'])).toEqual(['a.txt (2)', 'a.txt (3)', 'b.txt']);
  });
});
