import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { referenceMarkdown } from '../../../client/cli/reference.ts';
import { COMMANDS } from '../../../client/cli/registry.ts';

const DOCS = join(import.meta.dirname, '..', '..', '..', 'docs');

test('docs/cli.md is what `dossier help --markdown` prints', () => {
  expect(readFileSync(join(DOCS, 'cli.md'), 'utf8')).toBe(referenceMarkdown(COMMANDS));
});

test('the README names every command', () => {
  const readme = readFileSync(join(DOCS, '..', 'README.md'), 'utf8');
  expect(COMMANDS.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}`))).toEqual([]);
});
