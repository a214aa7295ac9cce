import { describe, expect, test } from '@jest/globals';
import { createSourceReader } from '../../../../activities/documents/sources/passages.ts';
import type { SourceSet } from '../../../../contract/evidence/source.ts';
import { failureOf, type IngestRig, ingestRig, passagesOf, readSource } from '../../../support/ingested-documents.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

describe('what cannot be read', () => {
  test.each([
    ['an empty file', '', 'document-empty'],
    ['white space only', ' \n\t\n', 'document-empty'],
    ['a picture that is called .md', PNG, 'document-binary'],
    ['what only begins as a PDF', '%PDF-1.7 text', 'document-malformed'],
    ['NUL bytes', 'a\0b', 'document-binary'],
    ['NUL bytes far behind the beginning', `${'text '.repeat(40_000)}\0`, 'document-binary'],
    ['Polish in Windows-1250', Buffer.from('W\xb3a\x9cnie, za\xbf\xf3\xb3\xe6', 'latin1'), 'document-encoding'],
    ['Russian in Windows-1251', Buffer.from('\xcf\xf0\xe8\xe2\xe5\xf2 all', 'latin1'), 'document-encoding'],
    ['German of DOS', Buffer.from('Die T\x81r und das M\x84dchen', 'latin1'), 'document-encoding'],
    ['UTF-8 with a broken byte', Buffer.from('caf\xc3\xa9 and caf\xe9 again', 'latin1'), 'document-encoding'],
    ['UTF-8 that is cut inside a character', Buffer.from('é').subarray(0, 1), 'document-encoding'],
    ['an XML document', '<?xml version="1.0"?><data><p>x</p></data>', 'document-type-unknown'],
    ['JSON', '{"a": [1, 2]}', 'document-type-unknown'],
    ['JSON lines', '{"a": 1}\n{"a": 2}\n', 'document-type-unknown'],
  ])('%s is an unreadable source, and the others are read', async (_what, content, code) => {
    const { ingest } = ingestRig();
    const { set, facts } = await ingest({ 'a/bad.md': content, 'good.md': '# Good\n\nWords.' });
    const { message, code: given } = failureOf(set);
    expect(given).toBe(code);
    expect(message).toMatch(/^The file .*\.$/);
    expect(set.sources[0]).toMatchObject({ id: 's1', title: 'a/bad.md', origin: { kind: 'upload', name: 'a/bad.md' } });
    expect(readSource(set, 1).id).toBe('s2');
    expect(facts).toEqual({ sources: 2, unreadable: 1, passages: 2, tables: 0 });
  });

  test('a file above the limit is not opened', async () => {
    const { artifacts, ingest } = ingestRig();
    const bytes = Buffer.alloc(100_000_001, 'x');
    const { set } = await ingest({ 'big.txt': bytes });
    expect(failureOf(set)).toMatchObject({ code: 'document-too-large', message: expect.stringContaining('100 MB') });
    expect([...artifacts.reads.values()].reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  test('what was left out at upload is listed behind the rest', async () => {
    const { ingest } = ingestRig();
    const { set, facts } = await ingest({ 'a.txt': 'Words.' }, { leftOut: [{ name: 'b.zip', reason: 'No text.' }] });
    expect(set.sources[1]).toMatchObject({
      id: 's2',
      status: 'unreadable',
      sha256: null,
      failure: { message: 'No text.', remedy: expect.stringContaining('leave it out') },
    });
    expect(facts).toMatchObject({ sources: 2, unreadable: 1 });
  });

  test('where nothing can be read at all, the first reasons and what would help are told', async () => {
    const { ingest } = ingestRig();
    const { unread } = await ingest({ 'a.txt': '', 'b.png': PNG, 'c.txt': ' ', 'd.txt': '' });
    expect(unread?.reasons).toMatch(/^a\.txt: The file is empty\. b\.png: .* c\.txt: .* And 1 more\.$/);
    expect(unread?.remedies).toMatch(/^Attach a file that has content\. Attach its content as/);
    expect((await ingest({ 'a.txt': '', 'e.txt': 'Words.' })).unread).toBeUndefined();
  });

  test('nothing attached gives a source set without an index', async () => {
    const { set, facts } = await ingestRig().ingest({});
    expect(set).toEqual({ sources: [], index: null });
    expect(facts).toEqual({ sources: 0, unreadable: 0, passages: 0, tables: 0 });
  });
});

test('the document of a check is read beside the sources: it counts as none, and no search finds it', async () => {
  const { artifacts, ingest } = ingestRig();
  const document = '# Report\n\nThe zebra is striped.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n';
  const { set, facts, output } = await ingest({ 'a.md': 'A horse.' }, { document });
  expect(set.document).toMatchObject({ status: 'read', id: 'd1', title: 'checked.md' });
  expect(facts).toEqual({ sources: 1, unreadable: 0, passages: 1, tables: 0 });
  const passages = await passagesOf(artifacts, { ...set, sources: set.document === undefined ? [] : [set.document] });
  expect(passages.map(({ id, sourceId }) => [id, sourceId]).slice(0, 2)).toEqual([
    ['d1-p1', 'd1'],
    ['d1-p2', 'd1'],
  ]);
  const reader = createSourceReader(artifacts);
  await reader.withSources(output.sha256, async (sources) => {
    expect(sources.search('zebra', 5)).toEqual([]);
    expect(sources.search('horse', 5)).toHaveLength(1);
  });
  await reader.close();
});

describe('encodings', () => {
  test.each([
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffGrüße aus Ærø 😀')],
    ['UTF-16 little-endian', utf16('Grüße aus Ærø 😀')],
    ['UTF-16 big-endian', utf16('Grüße aus Ærø 😀').swap16()],
  ])('%s is decoded', async (_what, bytes) => {
    const { artifacts, ingest } = ingestRig();
    const { set } = await ingest({ 'a.txt': bytes });
    expect((await passagesOf(artifacts, set))[0]?.text).toBe('Grüße aus Ærø 😀');
  });

  test.each([
    ['at the beginning', 'Grüße, café: 5 € “so”'],
    ['far behind the beginning', `${'text '.repeat(40_000)}Größe`],
    ['at the end of a piece', `${'x'.repeat(65_534)} Äpfel für Björn`],
  ])('Windows-1252 %s is read, with a remark', async (_where, text) => {
    const { artifacts, ingest } = ingestRig();
    const bytes = Buffer.from(text.replaceAll('€', '\x80').replaceAll('“', '\x93').replaceAll('”', '\x94'), 'latin1');
    const { set } = await ingest({ 'a.txt': bytes });
    expect(
      (await passagesOf(artifacts, set))
        .map((passage) => passage.text)
        .join(' ')
        .slice(-5),
    ).toBe(text.slice(-5));
    expect(readSource(set).remarks).toEqual([expect.stringMatching(/Windows-1252.*save it as UTF-8/)]);
  });

  test('a file of one byte is read', async () => {
    const { artifacts, ingest } = ingestRig();
    const { set } = await ingest({ 'a.txt': 'x' });
    expect(await passagesOf(artifacts, set)).toMatchObject([{ text: 'x', locator: { from: 1, to: 1 } }]);
  });
});

describe('plain text', () => {
  test('is cut at blank lines, below lines that look like headings', async () => {
    const { artifacts, ingest } = ingestRig();
    const { set } = await ingest({ 'a.txt': 'NOTES OF MAY\r\n\r\nOne,\r\ntwo.\r\n\r\n1. Price\r\n\r\n  - three\r\n' });
    expect((await passagesOf(artifacts, set)).map(({ text, headings, locator }) => [text, headings, locator])).toEqual([
      ['NOTES OF MAY', [], { kind: 'lines', from: 1, to: 1 }],
      ['One,\r\ntwo.', ['NOTES OF MAY'], { kind: 'lines', from: 3, to: 4 }],
      ['1. Price', [], { kind: 'lines', from: 6, to: 6 }],
      ['  - three', ['1. Price'], { kind: 'lines', from: 8, to: 8 }],
    ]);
  });
});

describe('extractions', () => {
  test('bytes that were read before are not read again, and get the new job’s ids and names', async () => {
    const { artifacts, extractions, ingest } = ingestRig();
    const csv = 'a,b\n1,x\n2,y\n';
    const first = await ingest({ 'one.csv': csv });
    const source = readSource(first.set);
    const second = await ingest({ 'zero.txt': 'Words.', 'two.csv': csv });
    expect(artifacts.reads.get(source.sha256)).toBe(1);
    expect(extractions.size).toBe(2);
    expect(readSource(second.set, 1).tables[0]).toMatchObject({ name: 'two', sourceId: 's2', title: 'two.csv' });
  });

  test('a failure is remembered too', async () => {
    const { extractions, ingest } = ingestRig();
    await ingest({ 'a.md': PNG });
    const { set } = await ingest({ 'b.md': PNG });
    expect(failureOf(set).code).toBe('document-binary');
    expect(extractions.size).toBe(1);
  });

  test.each([
    ['itself', ({ extractions }: IngestRig) => [...extractions.values()][0]?.result.sha256],
    ['its table', (_rig: IngestRig, set: SourceSet) => readSource(set).tables[0]?.cells.sha256],
  ])('where %s is lost, the bytes are read again, and it is whole again', async (_what, chosen) => {
    const rig = ingestRig();
    const files = { 'one.csv': 'a,b\n1,x\n2,y\n' };
    const { set, output } = await rig.ingest(files);
    const lost = chosen(rig, set) ?? '';
    await rig.artifacts.delete(lost);
    expect((await rig.ingest(files)).output).toEqual(output);
    expect(await rig.artifacts.stat(lost)).not.toBeNull();
    expect(rig.artifacts.reads.get(readSource(set).sha256)).toBe(2);
    expect(rig.extractions.size).toBe(1);
  });

  test('the same documents give the same artifact', async () => {
    const files = { 'a.md': '# A\n\nWords.', 'b.csv': 'a,b\n1,2\n3,4\n' };
    const [one, two] = [await ingestRig().ingest(files), await ingestRig().ingest(files)];
    expect(two.output).toEqual(one.output);
  });

  test('trouble of the store is thrown, not written down as the file’s', async () => {
    const { artifacts, ingest } = ingestRig();
    artifacts.getStream = async () => {
      throw new Error('the disk is gone');
    };
    await expect(ingest({ 'a.md': 'Words.' })).rejects.toThrow('the disk is gone');
  });

  test('beats for each source and stops when it is cancelled', async () => {
    const { heartbeats, ingest } = ingestRig();
    await ingest({ 'a.md': 'Words.', 'b.md': 'Words.' });
    expect(heartbeats).toMatchObject([
      { source: 1, of: 2, name: 'a.md' },
      { source: 2, of: 2, name: 'b.md' },
    ]);
    await expect(ingest({ 'c.md': 'More.' }, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
  });
});

describe('search', () => {
  const opened = async (files: Record<string, string>) => {
    const { artifacts, ingest } = ingestRig();
    const { output } = await ingest(files);
    const reader = createSourceReader(artifacts);
    return { reader, sha256: output.sha256, artifacts };
  };
  const found = async (files: Record<string, string>, words: string, limit = 5) => {
    const { reader, sha256 } = await opened(files);
    const ids = await reader.withSources(sha256, async (sources) =>
      sources.search(words, limit).map(({ passage }) => passage.id),
    );
    await reader.close();
    return ids;
  };

  test('finds word forms, ignores stop words and marks, and ranks headings above text', async () => {
    const files = {
      'a.md': '# Other\n\nThe contracts were reviewed.\n\nNothing of the kind.\n\n# Refusal\n\nIt happened.',
      'b.md': 'A refusal is mentioned in this long paragraph about many other things that have nothing to do with it.',
    };
    expect(await found(files, 'reviewing a contract?')).toEqual(['s1-p2']);
    expect((await found(files, '"refusals" (the)'))[0]).toBe('s1-p5');
    expect(await found(files, 'the of and')).toContain('s1-p3');
    expect(await found(files, '?? -- "')).toEqual([]);
    expect(await found(files, 'headings: NEAR(x y) OR * AND')).toEqual([]);
  });

  test('the parts of a written word stand together', async () => {
    expect(await found({ 'a.md': 'It has 5 of 5.4 things.\n\ngpt-5.4 costs 3.\n\ngpt 4' }, 'gpt-5.4')).toEqual([
      's1-p2',
    ]);
  });

  test('takes from other sources before the fourth of one, and keeps document order where scores are equal', async () => {
    const same = Array.from({ length: 6 }, () => 'The window has many tokens.').join('\n\n');
    const ids = await found(
      { 'a.md': same, 'b.md': 'The window has many tokens, as a rule of thumb.' },
      'window tokens',
      4,
    );
    expect(ids.slice(0, 2)).toContain('s1-p1');
    expect(ids).toContain('s2-p1');
    expect(ids.filter((id) => id.startsWith('s1'))).toEqual(['s1-p1', 's1-p2', 's1-p3']);
  });

  test('reads a passage with its neighbours, within its source', async () => {
    const { reader, sha256 } = await opened({ 'a.md': 'A.\n\nB.\n\nC.', 'b.md': 'D.' });
    await reader.withSources(sha256, async (sources) => {
      expect(sources.passagesAround('s1-p3', 2).map(({ text }) => text)).toEqual(['A.', 'B.', 'C.']);
      expect(sources.passagesAround('s9-p1', 1)).toEqual([]);
      expect(sources.passage('s2-p1')?.text).toBe('D.');
      expect(sources.passage('')).toBeNull();
    });
    await reader.close();
  });

  test('an index is loaded once, however many ask at the same time', async () => {
    const { reader, sha256, artifacts } = await opened({ 'a.md': 'A.' });
    const ask = () => reader.withSources(sha256, async (sources) => sources.search('a', 1).length);
    await Promise.all([ask(), ask(), ask()]);
    await ask();
    const index = await reader.withSources(sha256, async (sources) => sources.set.index?.sha256 ?? '');
    expect(artifacts.reads.get(index)).toBe(1);
    await reader.close();
  });
});

describe('the same file under several names', () => {
  const csv = 'a,b\n1,x\n2,y\n';

  test('is one source and one table, which names the others; its neighbours keep the order', async () => {
    const { set, facts } = await ingestRig().ingest({ 'two.csv': csv, 'sub/two.csv': csv, 'x.md': 'X.', 'c.csv': csv });
    expect(set.sources.map(({ id, title }) => [id, title])).toEqual([
      ['s1', 'two.csv'],
      ['s2', 'x.md'],
    ]);
    expect(readSource(set).tables.map(({ name }) => name)).toEqual(['two']);
    expect(readSource(set).remarks).toEqual(['The same content, read once, was also given as: sub/two.csv, c.csv.']);
    expect(facts).toMatchObject({ sources: 2, unreadable: 0, tables: 1 });
  });

  test('stays two sources where its names speak for different types, or it cannot be read', async () => {
    const { set } = await ingestRig().ingest({ 'a.csv': csv, 'a.md': csv, 'b.md': '', 'c.md': '' });
    expect(set.sources.map(({ id, title }) => [id, title])).toEqual([
      ['s1', 'a.csv'],
      ['s2', 'a.md'],
      ['s3', 'b.md'],
      ['s4', 'c.md'],
    ]);
  });

  test('names as many as remarks have room for, and counts the rest', async () => {
    const names = Array.from({ length: 1_500 }, (_, at) => `folder-of-copies/copy-${at}.csv`);
    const { set } = await ingestRig().ingest(Object.fromEntries(names.map((name) => [name, csv])));
    const remarks = readSource(set).remarks ?? [];
    const named = remarks.join(' ').match(/copy-\d+/g) ?? [];
    expect(named.slice(0, 2)).toEqual(['copy-1', 'copy-2']);
    expect(remarks.at(-1)).toBe(`And ${1_499 - named.length} more.`);
  });
});
