import { describe, expect, test } from '@jest/globals';
import { forbiddenImports, importsOf } from './import-table.ts';
import { read, typeScriptFiles } from './source-files.ts';

describe('who may import what', () => {
  test('every file keeps to the table of the design', () => {
    const files = typeScriptFiles();
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((path) => forbiddenImports(path, read(path)))).toEqual([]);
  });

  test('finds imports in every form they are written', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from './b.ts';",
      "import './c.ts';",
      "import d, {\n  type D,\n  e,\n} from 'd/deep';",
      "export { f } from './f.ts';",
      "export type { G } from './g.ts';",
      "import * as h from 'h';",
      "const i = await import('./i.ts');",
      "// a sentence that says import nothing from 'nowhere'",
    ].join('\n');
    expect(importsOf(text)).toEqual([
      { specifier: './a.ts', isTypeOnly: false },
      { specifier: './b.ts', isTypeOnly: true },
      { specifier: './c.ts', isTypeOnly: false },
      { specifier: 'd/deep', isTypeOnly: false },
      { specifier: './f.ts', isTypeOnly: false },
      { specifier: './g.ts', isTypeOnly: true },
      { specifier: 'h', isTypeOnly: false },
      { specifier: './i.ts', isTypeOnly: false },
    ]);
  });

  test.each([
    ['contract/a.ts', "import { readFileSync } from 'node:fs';"],
    ['contract/a.ts', "import { b } from '../store/b.ts';"],
    ['workflows/a.ts', "import { b } from '../activities/b.ts';"],
    ['workflows/a.ts', "import { join } from 'path';"],
    ['activities/tools/a.ts', "import OpenAI from 'openai';"],
    ['activities/a.ts', "import type { B } from '../workflows/b.ts';"],
    ['store/a.ts', "import { b } from '../activities/b.ts';"],
    ['workers/a.ts', "import { Client } from '@temporalio/client';"],
    ['workers/a.ts', "import { b } from '../client/api/b.ts';"],
    ['client/api/a.ts', "import { b } from '../../workers/b.ts';"],
    ['client/api/a.ts', "import { b } from '../../workflows/b.ts';"],
    ['client/cli/a.ts', "import { b } from '../api/b.ts';"],
    ['client/library/a.ts', "import { join } from 'node:path';"],
  ])('%s may not: %s', (path, text) => {
    expect(forbiddenImports(path, text)).toHaveLength(1);
  });

  test.each([
    ['workflows/a.ts', "import type { B } from '../activities/b.ts';"],
    ['workers/temporal-admin.ts', "import { Connection } from '@temporalio/client';"],
    ['activities/models/a.ts', "import OpenAI from 'openai';"],
    ['client/api/a.ts', "import type { B } from '../../workflows/b.ts';"],
    ['client/cli/a.ts', "import { b } from '../library/b.ts';"],
    ['test/a.ts', "import { b } from '../workflows/b.ts';"],
  ])('%s may: %s', (path, text) => {
    expect(forbiddenImports(path, text)).toEqual([]);
  });
});
