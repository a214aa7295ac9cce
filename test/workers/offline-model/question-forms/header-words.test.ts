import { describe, expect, test } from '@jest/globals';
import { headerWords } from '../../../../workers/offline-model/question-forms/header-words.ts';
import { shortKeys } from '../../../../workers/offline-model/question-forms/row-keys.ts';

describe('headers that programs write', () => {
  test.each([
    ['winpercent', ['win', 'percent']],
    ['RaceTime', ['race', 'time']],
    ['popu15', ['popu', '2015']],
    ['mishaps_91_00', ['mishap', '1991', '2000']],
    ['avail_seat_km', ['avail', 'seat', 'km']],
  ])('%s', (header, stems) => {
    expect(headerWords(header)).toEqual({ stems, isMachine: true });
  });

  test('headers that people write keep their words', () => {
    expect(headerWords('Price per seat')).toEqual({ stems: ['price', 'per', 'seat'], isMachine: false });
  });
});

describe('what a long key is called by for short', () => {
  test.each([
    ['Otter Run, Westmere', ['Otter Run']],
    ['Grebe Crossing (night)', ['Grebe Crossing']],
    ['Lindow Head-Brackwater-Sall, WM', ['Lindow Head-Brackwater-Sall', 'Lindow Head']],
    ['Kingcup', []],
  ])('%s', (key, short) => {
    expect(shortKeys(key)).toEqual(short);
  });
});
