import { describe, expect, test } from '@jest/globals';
import { oldContainer } from '../../../../activities/documents/zip/password-protected.ts';
import { openZip } from '../../../../activities/documents/zip/zip-archive.ts';
import { DossierError } from '../../../../contract/failures.ts';
import { type ZipPart, zipBytes } from '../../../support/documents/zip-bytes.ts';

const PARTS: ZipPart[] = [
  { name: '[Content_Types].xml', content: '<a/>' },
  { name: 'word/Document.xml', content: 'é'.repeat(100_000) },
  { name: 'word/', content: '', stored: true },
  { name: 'empty', content: '' },
  { name: '/stored', content: 'kept as it is', stored: true },
];

async function refusal(work: () => Promise<unknown>) {
  const error = await work().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DossierError)) throw new Error(`a failure was expected, not ${String(error)}`);
  return error.failure;
}

describe('an archive', () => {
  test('gives its parts as text, bytes and stream, by names in any case', async () => {
    const zip = await openZip(zipBytes(PARTS));
    expect(zip.names).toEqual(['[Content_Types].xml', 'word/Document.xml', 'empty', 'stored']);
    expect(zip.find('WORD/document.xml')).toBe('word/Document.xml');
    expect(zip.find('other')).toBeNull();
    expect(await zip.text('word/document.xml')).toBe('é'.repeat(100_000));
    expect(await zip.text('empty')).toBe('');
    expect((await zip.bytes('stored')).toString()).toBe('kept as it is');
    let length = 0;
    for await (const piece of zip.stream('word/Document.xml')) length += piece.length;
    expect(length).toBe(200_000);
    await zip.verifyExpansion();
  });

  test('reads UTF-16 where a mark says so', async () => {
    const zip = await openZip(zipBytes([{ name: 'a', content: Buffer.from('\ufeffgrün', 'utf16le') }]));
    expect(await zip.text('a')).toBe('grün');
  });

  test.each([
    ['no archive', Buffer.from('PK\x03\x04 but nothing more'), /End of central directory/],
    ['a name twice', zipBytes([...PARTS, { name: 'empty', content: 'x' }]), /holds empty twice/],
  ])('is refused: %s', async (_what, bytes, words) => {
    expect(await refusal(() => openZip(bytes))).toMatchObject({
      code: 'document-malformed',
      message: expect.stringMatching(words),
    });
  });

  test('is refused with the remedy where an entry is encrypted', async () => {
    const failure = await refusal(() => openZip(zipBytes([{ name: 'a', content: 'x', encrypted: true }])));
    expect(failure.message).toMatch(/password/);
    expect(failure.remedy).toMatch(/without one/);
  });

  test('is refused before anything is inflated where it would expand too far', async () => {
    const bomb = zipBytes([{ name: 'a', content: Buffer.alloc(5_000_000) }]);
    expect(await refusal(() => openZip(bomb, { expandedBytes: 4_000_000 }))).toMatchObject({
      code: 'document-too-large',
      message: 'The archive expands to more than 4 MB.',
    });
    expect(await refusal(() => openZip(zipBytes(PARTS), { entries: 3 }))).toMatchObject({ code: 'document-too-large' });
    const zip = await openZip(bomb, { heldBytes: 1_000_000 });
    expect(await refusal(() => zip.bytes('a'))).toMatchObject({ code: 'document-too-large' });
  });

  test.each<[string, Partial<ZipPart>, RegExp]>([
    ['inflates to more than it declares', { declaredBytes: 10 }, /too many bytes/],
    ['inflates to less than it declares', { declaredBytes: 1_000_000 }, /not enough bytes/],
    ['has another checksum', { declaredCrc: 1 }, /checksum/],
    ['is no deflated data', { content: 'plain', stored: true }, /damaged/],
  ])('says so where a part %s', async (_what, lie, words) => {
    const bytes = zipBytes([{ name: 'a', content: 'x'.repeat(70_000), ...lie }]);
    // The stored part is declared to be deflated, in both headers.
    if (lie.stored === true) for (const at of [8, bytes.lastIndexOf('PK\x01\x02') + 10]) bytes.writeUInt16LE(8, at);
    const zip = await openZip(bytes);
    for (const read of [() => zip.bytes('a'), () => zip.verifyExpansion()])
      expect(await refusal(read)).toMatchObject({ code: 'document-malformed', message: expect.stringMatching(words) });
  });
});

test('an old container tells an encrypted document from an old workbook', () => {
  const container = (name: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(`${name}\0`, 'utf16le')]);
  expect(oldContainer(container('EncryptedPackage'))).toBe('encrypted');
  expect(oldContainer(container('Workbook'))).toBe('workbook');
  expect(oldContainer(container('WordDocument'))).toBe('other');
  expect(oldContainer(Buffer.from('PK'))).toBeNull();
});
