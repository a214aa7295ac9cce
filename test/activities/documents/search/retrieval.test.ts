import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSourceReader, type OpenSources } from '../../../../activities/documents/sources/passages.ts';
import { ingestRig } from '../../../support/ingested-documents.ts';

const FILES = {
  'pump-manual.md': `# Pump PX-200

## Maintenance

Replace the shaft seal every 2,000 operating hours. Use seal kit SK-17 only.

The filter is washed once a week. A filter that was washed often lets more sand through.

## Faults

Error E42 means that the motor has run dry. Open the inlet valve and wait ten minutes.

Error E43 means that the inlet pressure is too high.

## Noise

These are the sound levels at a distance of one metre:

62 dB at half load and 71 dB at full load.
`,
  'pump-notes.txt': `The pump of the north basin ran dry twice in May.

Replacing the seals took three hours each time, since the kit was in the other store.

The schema-valid readings of the flowSensor begin on 2026-03-14.

Error E43 means that the inlet pressure is too high.
`,
  'reise.txt': `Die Übergänge über den Pass sind im Winter gesperrt. Straße und Brücke werden geräumt.

Η έκθεση για τους ανέμους δημοσιεύτηκε στην Αθήνα.

Отчёт о ветрах был опубликован в Москве.

東京都の人口は約1400万人です。

서울의 인구는 약 940만 명입니다.`,
};

let sources: OpenSources;
let close: () => void;

beforeAll(async () => {
  const rig = ingestRig();
  const { output } = await rig.ingest(FILES);
  const reader = createSourceReader(rig.artifacts);
  await new Promise<void>((opened) => {
    void reader.withSources(output.sha256, async (open) => {
      sources = open;
      opened();
      await new Promise<void>((done) => {
        close = done;
      });
    });
  });
});
afterAll(() => close());

const textsFor = (query: string, limit = 5): string[] =>
  sources.search(query, limit).map(({ passage }) => passage.text);

/** What a person asks, and words of the passage that answers. */
const PAIRS: [query: string, words: string][] = [
  ['how often is the seal replaced', 'every 2,000 operating hours'],
  ['washing filters', 'washed once a week'],
  ['SK-17', 'Use seal kit SK-17 only'],
  ['what does E42 mean', 'Error E42 means'],
  ['2000 hours', '2,000 operating hours'],
  ['schema valid', 'schema-valid readings'],
  ['schemavalid', 'schema-valid readings'],
  ['flow sensor readings', 'flowSensor'],
  ['March 2026-03-14', '2026-03-14'],
  ['sound levels of the PX-200', 'sound levels'],
  ['noise at full load', '71 dB at full load'],
  ['sound level one metre', '71 dB'],
  ['ran dry north basin', 'north basin ran dry'],
  ['ubergange pass winter', 'Übergänge'],
  ['STRASSE UND BRUCKE', 'Straße'],
  ['ανεμους αθηνα', 'ανέμους'],
  ['Отчет Москве', 'Отчёт'],
  ['東京の人口', '東京都の人口'],
  ['서울 인구', '서울의 인구'],
];

test.each(PAIRS)('%s is answered among the first passages', (query, words) => {
  expect(textsFor(query, 3).join('\n')).toContain(words);
});

test('most questions have their passage first', () => {
  const first = PAIRS.filter(([query, words]) => textsFor(query, 1).join().includes(words));
  expect(first.length).toBeGreaterThanOrEqual(16);
});

test('a code is found as written and brings no other code', () => {
  expect(textsFor('E42')).toEqual([expect.stringContaining('E42')]);
  expect(textsFor('SK-17')).toHaveLength(1);
});

test('the same words in a second document come after what says something else', () => {
  const found = sources.search('inlet pressure valve motor error', 3);
  expect(found.map(({ passage }) => passage.text)).toEqual([
    expect.stringContaining('E42'),
    expect.stringContaining('E43'),
    expect.stringContaining('E43'),
  ]);
  const repeated = found.slice(1).map(({ passage }) => passage.sourceId);
  expect(new Set(repeated).size).toBe(2);
  expect(found[2]?.score).toBeLessThan((found[1]?.score ?? 0) / 5);
});

test('words that stand together count for more than the same words apart', () => {
  const [first] = textsFor('run dry');
  expect(first).toContain('run dry');
});

test('the same search gives the same answer', () => {
  const once = sources.search('error pressure seal filter pump', 10);
  sources.search('東京', 10);
  expect(sources.search('error pressure seal filter pump', 10)).toEqual(once);
});
