import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FAILURES } from '../../contract/failures.ts';
import { recoverActionKindSchema } from '../../contract/recovery/actions.ts';
import { explanations, failuresPage, MET, WAYS } from '../support/failures-page.ts';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'failures.md');

describe('docs/failures.md', () => {
  it('has what catalogue and policy say: class, remedy, ways on, and no code of its own; UPDATE_DOCS=1 writes it anew', () => {
    const page = readFileSync(PAGE, 'utf8');
    if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, failuresPage(page));
    expect(readFileSync(PAGE, 'utf8')).toBe(failuresPage(page));
  });

  it('explains every code in words, and says where it is met', () => {
    const told = explanations(readFileSync(PAGE, 'utf8'));
    expect([...told.keys()].toSorted()).toEqual(Object.keys(FAILURES).toSorted());
    const places: string[] = Object.values(MET);
    const lacking = [...told].filter(([, { happened, met }]) => happened.length < 15 || !places.includes(met));
    expect(lacking).toEqual([]);
  });

  it('tells of every way on what it keeps, repeats and costs', () => {
    const page = readFileSync(PAGE, 'utf8');
    const rows = recoverActionKindSchema.options.filter((kind) => !page.includes(`| ${WAYS[kind]} |`));
    expect(rows).toEqual([]);
  });

  it('gives remedies that name what can be typed, in a sentence that a failure has room for', () => {
    const remedies = Object.values(FAILURES).map(({ remedy }) => remedy);
    expect(remedies.filter((remedy) => remedy.length > 500 || !remedy.endsWith('.'))).toEqual([]);
  });
});
