import { describe, expect, test } from '@jest/globals';
import {
  knownAbbreviations,
  otherSpellings,
  speaksOfAnother,
  termsMeant,
} from '../../../../workers/offline-model/research/abbreviations.ts';

const TEXT = 'The county asks about tidal marsh fever (TMF) and the hoof rot of sheep (HRS) every year.';

describe('letters that a text introduces in brackets', () => {
  const known = knownAbbreviations([TEXT]);

  test('stand for the name before them', () => {
    expect(known.map(({ short, long }) => [short, long])).toEqual([
      ['TMF', 'tidal marsh fever'],
      ['HRS', 'hoof rot of sheep'],
    ]);
  });

  test('mean the terms of the name, and the other way round', () => {
    expect(termsMeant('Of the adults 3% had TMF.', known)).toEqual(['tidal', 'marsh', 'fever']);
    expect(termsMeant('Tidal marsh fever is rare.', known)).toEqual(['tmf']);
    expect(termsMeant('Of the adults 3% had TMFS.', known)).toEqual([]);
  });

  test('are searched for as well', () => {
    expect(otherSpellings('How many had tidal marsh fever?', known)).toEqual(['How many had TMF?']);
    expect(otherSpellings('How many had TMF?', known)).toEqual(['How many had tidal marsh fever?']);
    expect(otherSpellings('How many had a cold?', known)).toEqual([]);
  });

  test('that stand for two names stand for none', () => {
    const known = knownAbbreviations([TEXT, 'The town meadow fund (TMF) pays.']);
    expect(known.map(({ short }) => short)).toEqual(['HRS']);
  });

  test('that do not begin the words before them are no abbreviation', () => {
    expect(knownAbbreviations(['The yearly report of the board (see ANNEX), or the fens (UK).'])).toEqual([]);
  });

  test('of another thing than the one asked about speak of that one', () => {
    const both = knownAbbreviations(['It covers tidal marsh fever (TMF) and dry hill fever (DHF).']);
    expect(speaksOfAnother('How many had tidal marsh fever?', 'Of the adults 3% had DHF.', both)).toBe(true);
    expect(speaksOfAnother('How many had tidal marsh fever?', 'Of the adults 3% had TMF.', both)).toBe(false);
    expect(speaksOfAnother('How many had a cold?', 'Of the adults 3% had DHF.', both)).toBe(false);
  });
});
