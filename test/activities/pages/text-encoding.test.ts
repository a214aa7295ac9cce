import { expect, test } from '@jest/globals';
import { readMediaType } from '../../../activities/pages/media-types.ts';
import { readableText } from '../../../activities/pages/text-encoding.ts';
import { DossierError } from '../../../contract/failures.ts';

const MARK = '\ufeff';

async function served(contentType: string | undefined, bytes: Buffer, size = bytes.length): Promise<Buffer> {
  const type = readMediaType(contentType);
  if (type instanceof DossierError) throw type;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  const parts: Uint8Array[] = [];
  for await (const part of readableText(pieces(), type)) parts.push(part);
  return Buffer.concat(parts);
}

const page = (charset: string | null) =>
  `<html><head>${charset === null ? '' : `<meta charset="${charset}">`}<title>Café</title></head><p>10 € naïve</html>`;
const latin1 = (text: string) => Buffer.from(text.replace('€', '\x80'), 'latin1');

test.each([
  [
    'a page whose head alone names the encoding',
    'text/html; charset=windows-1252',
    latin1(page(null)),
    MARK + page(null),
  ],
  [
    'a page whose head and words disagree',
    'text/html; charset="Windows-1252"',
    latin1(page('utf-8')),
    MARK + page('utf-8'),
  ],
  [
    'a page in UTF-8 that calls itself otherwise',
    'text/html;charset=utf-8',
    Buffer.from(page('iso-8859-1')),
    MARK + page('iso-8859-1'),
  ],
  ['a page that says nothing itself', 'text/html; charset=utf-8', Buffer.from(page(null)), MARK + page(null)],
  ['plain text', 'text/plain; charset=iso-8859-1', latin1('naïve €'), 'naïve €'],
  ['a table in Shift_JIS', 'text/csv; charset=Shift_JIS', Buffer.from([0x93, 0xfa, 0x96, 0x7b]), '日本'],
  ['UTF-16 without a mark', 'text/plain; charset=utf-16le', Buffer.from('naïve', 'utf16le'), 'naïve'],
])('%s becomes UTF-8', async (_what, type, bytes, expected) => {
  expect((await served(type, bytes)).toString()).toBe(expected);
});

test.each([
  ['a page that names its encoding alone', 'text/html', latin1(page('windows-1252'))],
  ['a page whose head and words agree', 'text/html; charset=iso-8859-1', latin1(page('windows-1252'))],
  ['a page with a byte order mark', 'text/html; charset=windows-1252', Buffer.from(MARK + page(null))],
  ['an encoding that nobody knows', 'text/html; charset=klingon', latin1(page(null))],
  ['text in UTF-8', 'text/markdown; charset=utf-8', Buffer.from('naïve')],
  ['what is no text', 'application/pdf; charset=windows-1252', Buffer.from([0x25, 0x80, 0xff])],
  ['what has no type', undefined, Buffer.from([0x80, 0xff])],
  ['nothing', 'text/html', Buffer.alloc(0)],
])('%s stays as it was served', async (_what, type, bytes) => {
  expect(await served(type, bytes)).toEqual(bytes);
});

test('characters that are cut between pieces are whole', async () => {
  const bytes = Buffer.from(Array.from({ length: 5_000 }, () => [0x93, 0xfa]).flat());
  expect((await served('text/plain; charset=shift_jis', bytes, 4_097)).toString()).toBe('日'.repeat(5_000));
});

test('bytes that are not what the server calls them are refused', async () => {
  await expect(served('text/plain; charset=shift_jis', Buffer.from([0x61, 0x81]))).rejects.toMatchObject({
    failure: { code: 'document-encoding' },
  });
});
