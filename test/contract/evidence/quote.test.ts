import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findInPassage, findQuote } from '../../../contract/evidence/quote.ts';

describe('findQuote', () => {
  it('gives the offsets and the characters of an exact quote', () => {
    expect(findQuote('The fee is 12 EUR.', 'fee is 12')).toEqual({ start: 4, end: 13, exact: 'fee is 12' });
  });

  it('takes any run of white space for any other, and gives back the passage as it stands', () => {
    const passage = 'The fee\r\n\tis\u00a012 EUR.';
    expect(findQuote(passage, 'fee is   12')).toEqual({ start: 4, end: 15, exact: 'fee\r\n\tis\u00a012' });
  });

  it('leaves out white space at the ends of the quote', () => {
    expect(findQuote('a b c', ' b\n')).toEqual({ start: 2, end: 3, exact: 'b' });
  });

  it.each(['', ' ', '\n\t'])('never finds the empty quote %j', (quote) => {
    expect(findQuote('a b c', quote)).toBeNull();
    expect(findQuote('', quote)).toBeNull();
  });

  it.each([
    ['other case', 'The Fee', 'the fee'],
    ['other quotation marks', 'a “b” c', 'a "b" c'],
    ['white space inside a word', 'twelve', 'twel ve'],
    ['no white space where there is some', 'a b', 'ab'],
    ['words left out', 'the high fee', 'the fee'],
    ['a quote longer than the passage', 'fee', 'fees'],
  ])('does not find %s', (_what, passage, quote) => {
    expect(findQuote(passage, quote)).toBeNull();
  });

  it('gives the first of several places, also behind characters of two units', () => {
    expect(findQuote('😀 x x', 'x')).toEqual({ start: 3, end: 4, exact: 'x' });
    expect(findQuote('a 😀', '😀')).toEqual({ start: 2, end: 4, exact: '😀' });
  });

  it('finds whatever is cut from a passage, and cuts back the same words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.nat(), (text, a, b) => {
        const piece = text.slice(Math.min(a, b) % (text.length + 1), Math.max(a, b) % (text.length + 1));
        const found = findQuote(text, piece);
        if (piece.trim() === '') expect(found).toBeNull();
        else {
          expect(found?.exact).toBe(text.slice(found?.start, found?.end));
          expect(found?.exact.split(/\s+/)).toEqual(piece.trim().split(/\s+/));
        }
      }),
    );
  });
});

describe('findInPassage', () => {
  const page = (text: string) => ({ text, locator: { kind: 'page', page: 1, paragraph: 1 } as const });
  const lines = (text: string) => ({ text, locator: { kind: 'lines', from: 1, to: 1 } as const });

  it.each([
    ['a contribution was made', 'Then a contri-\nbution was made.', 'a contri-\nbution was made'],
    ['a well-known office', 'It is a well-\nknown o\ufb03ce.', 'a well-\nknown o\ufb03ce'],
    ['the \ufb01nal \ufb02oor', 'See the final floor.', 'the final floor'],
    ['cooperation pays', 'Here coop\u00aderation  pays.', 'coop\u00aderation  pays'],
    ['costs (net) 5.0 %', 'It costs (net)\n5.0 % now.', 'costs (net)\n5.0 %'],
  ])('finds %j as it is set on a page, and nowhere else', (quote, text, exact) => {
    expect(findInPassage(page(text), quote)?.exact).toBe(exact);
    const isPlain = text.includes('(net)');
    expect(findInPassage(lines(text), quote) !== null).toBe(isPlain);
  });

  it('does not find other words', () => {
    expect(findInPassage(page('a contri-\nbution was made'), 'a contribution was mode')).toBeNull();
    expect(findInPassage(page('five - six'), 'fivesix')).toBeNull();
    expect(findInPassage(page('anything'), ' \u00ad ')).toBeNull();
  });
});
