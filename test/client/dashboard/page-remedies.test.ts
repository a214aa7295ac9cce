import { expect, test } from '@jest/globals';
import { PAGE_REMEDIES, remediesOnPage, remedyOnPage } from '../../../client/dashboard/components/page-remedies.ts';
import { FAILURES, type FailureCode, failure } from '../../../contract/failures.ts';

const CODES = Object.keys(FAILURES) as FailureCode[];
/** A command of ours, or one of its options. */
const COMMAND = /`(dossier|npm|--)|(^|[ (])--[a-z]/;

test('no remedy on the page is one of the command line', () => {
  for (const code of CODES) expect(`${code}: ${remedyOnPage(failure(code, 'It failed.'))}`).not.toMatch(COMMAND);
});

test('only what the catalogue tells in commands has other words on the page', () => {
  for (const code of Object.keys(PAGE_REMEDIES) as FailureCode[])
    expect(`${code}: ${FAILURES[code].remedy}`).toMatch(COMMAND);
});

test('what was said for one failure alone stays', () => {
  expect(remedyOnPage(failure('job-closed', 'No.', { remedy: 'Wait for Ana.' }))).toBe('Wait for Ana.');
});

test('a recorded line that ends with a remedy ends with the one of this page; any other line stays', () => {
  for (const code of CODES) {
    const line = remediesOnPage(`Needs attention: It failed. ${FAILURES[code].remedy}`);
    expect(line).toBe(`Needs attention: It failed. ${remedyOnPage(failure(code, 'It failed.'))}`);
  }
  expect(remediesOnPage('Asked: "What does `dossier retry` do?"')).toBe('Asked: "What does `dossier retry` do?"');
});
