import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { collectDocuments } from '../../../client/cli/documents.ts';

let root: string;
const put = (name: string, content = 'x'): void => writeFileSync(join(root, name), content);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dossier-documents-'));
});

test('a folder gives all files below it, sorted, named relative to it, without hidden ones', () => {
  mkdirSync(join(root, 'sub', '.git'), { recursive: true });
  for (const name of ['z.md', 'a.md', '.env', 'sub/b.csv', 'sub/.git/config']) put(name);
  expect(collectDocuments([root]).documents.map(({ name }) => name)).toEqual(['a.md', 'sub/b.csv', 'z.md']);
});

test('what systems and office programs leave in folders is left out without a word', () => {
  mkdirSync(join(root, '__MACOSX'));
  const litter = [
    '.DS_Store',
    'Thumbs.db',
    'thumbs.db',
    'desktop.ini',
    '~$report.docx',
    '.~lock.costs.xlsx#',
    '__MACOSX/x.pdf',
  ];
  for (const name of [...litter, 'report.docx', 'costs.xlsx', 'scan.PDF', '~notes.md', 'thumbs.md']) put(name);
  const { documents, leftOut } = collectDocuments([root]);
  expect(documents.map(({ name }) => name)).toEqual([
    'costs.xlsx',
    'report.docx',
    'scan.PDF',
    'thumbs.md',
    '~notes.md',
  ]);
  expect(leftOut).toEqual([]);
});

test('a folder that holds litter alone holds no documents', () => {
  put('Thumbs.db');
  expect(() => collectDocuments([root])).toThrow('holds no files');
});

test('a file that is named itself is taken whatever its name', () => {
  put('~$report.docx');
  expect(collectDocuments([join(root, '~$report.docx')]).documents).toHaveLength(1);
});

test('web pages are told from files and named once each', () => {
  put('a.md');
  const { documents, links } = collectDocuments([
    root,
    'https://example.org/a#b',
    'https://example.org/a',
    'http://localhost',
  ]);
  expect(documents).toHaveLength(1);
  expect(links).toEqual(['https://example.org/a', 'http://localhost/']);
});

test('more than 50 web pages are refused', () => {
  const named = Array.from({ length: 51 }, (_, index) => `https://example.org/${index}`);
  expect(() => collectDocuments(named)).toThrow('51 web pages were named');
});

test('links that lead outside or nowhere are left out with a reason; links inside and loops add nothing', () => {
  put('a.md');
  symlinkSync('/etc', join(root, 'outside'));
  symlinkSync(join(root, 'gone'), join(root, 'nowhere'));
  symlinkSync(root, join(root, 'loop'));
  symlinkSync(join(root, 'a.md'), join(root, 'again.md'));
  const { documents, leftOut } = collectDocuments([root]);
  expect(documents.map(({ name }) => name)).toEqual(['a.md']);
  expect(leftOut.map(({ name }) => name)).toEqual(['nowhere', 'outside']);
});

test('a file of more than 100 MB is left out, the others are taken', () => {
  put('a.md');
  put('big.csv');
  truncateSync(join(root, 'big.csv'), 100_000_001);
  const { documents, leftOut } = collectDocuments([root]);
  expect(documents).toHaveLength(1);
  expect(leftOut).toEqual([{ name: 'big.csv', reason: 'It has 101 MB; at most 100 MB are taken.' }]);
});

test('two documents of one name keep names of their own', () => {
  for (const folder of ['one', 'two']) {
    mkdirSync(join(root, folder));
    put(`${folder}/a.md`);
  }
  const names = collectDocuments([join(root, 'one'), join(root, 'two'), join(root, 'one')]).documents.map(
    (d) => d.name,
  );
  expect(names).toEqual(['a.md', 'two/a.md']);
});

test('more than 2,000 files are refused', () => {
  for (let index = 0; index <= 2_000; index += 1) put(`${index}.md`, '');
  expect(() => collectDocuments([root])).toThrow('More than 2,000 files');
});

test('more than 1 GB is refused', () => {
  for (let index = 0; index < 11; index += 1) {
    put(`${index}.csv`, '');
    truncateSync(join(root, `${index}.csv`), 99_000_000);
  }
  expect(() => collectDocuments([root])).toThrow('1089 MB together');
});

test('what is no file at all is left out', () => {
  expect(collectDocuments(['/dev/null']).leftOut).toEqual([{ name: 'null', reason: 'It is not a regular file.' }]);
});
