import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { referenceMarkdown } from '../../../client/cli/reference.ts';
import { COMMANDS } from '../../../client/cli/registry.ts';
import { FAILURES } from '../../../contract/failures.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');

test('docs/cli.md is what `dossier help --markdown` prints', () => {
  expect(readFileSync(join(DOCS, 'cli.md'), 'utf8')).toBe(referenceMarkdown(COMMANDS));
});

test('docs/failures.md lists every code with its class and remedy, and no other', () => {
  const rows = readFileSync(join(DOCS, 'failures.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, code = '', group = '', meaning = '', remedy = ''] =
        /^\| `([a-z-]+)` \| ([a-z-]+) \| (.+) \| (.+) \|$/.exec(line) ?? [];
      return code === '' ? [] : [{ code, group, isExplained: meaning.length > 10, remedy }];
    });
  const catalogue = Object.entries(FAILURES).map(([code, entry]) => ({
    ...{ code, group: entry.class, isExplained: true, remedy: entry.remedy },
  }));
  expect(rows).toEqual(catalogue);
});

test('the README names every command', () => {
  const readme = readFileSync(join(DOCS, '..', 'README.md'), 'utf8');
  expect(COMMANDS.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});
