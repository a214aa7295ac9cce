import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Bundle } from '../../../../contract/bundle.ts';
import { sealed } from '../../../../contract/bundle-seal.ts';
import { canonicalJson } from '../../../../contract/hash.ts';
import { verifyBundle } from '../../../../workers/ops/verify/verify-bundle.ts';
import { realBundle } from '../../../support/real-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-test-'));
const path = join(folder, 'bundle.json');
let text: string;

beforeAll(async () => {
  ({ text } = await realBundle());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What verifying these bytes finds, one line each. */
async function found(bytes: string | Uint8Array): Promise<string[]> {
  writeFileSync(path, bytes);
  const signal = new AbortController().signal;
  const { discrepancies } = await verifyBundle({ bundle: path, paths: [], say: () => {}, signal });
  return discrepancies.map(({ check, place, message }) => `${check}: ${place}: ${message}`);
}

/** A copy of the bundle to alter. */
function copy(): Bundle {
  return JSON.parse(text);
}

function only<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('the bundle lacks what is to be altered');
  return value;
}

type Alteration = [what: string, alter: (bundle: Bundle) => void, place: string, mechanical: string | null];

/** One alteration of every kind of content: the part that the seal must name, and what is found besides by a check that needs no seal. */
const ALTERATIONS: Alteration[] = [
  [
    'a quote',
    (b) => {
      only(b.evidence[0]).quote = 'The plan costs 31 dollars';
    },
    'evidence[0], id e1',
    'are not in its passage',
  ],
  [
    'a locator',
    (b) => {
      only(b.evidence[0]).locator = { kind: 'lines', from: 1, to: 1 };
    },
    'evidence[0], id e1',
    'is not that of its passage',
  ],
  [
    'the source of a quote',
    (b) => {
      only(b.evidence[0]).sourceId = 's2';
    },
    'evidence[0], id e1',
    'is not in its source',
  ],
  [
    'a number of a claim',
    (b) => {
      only(b.claims[0]).text = 'The plan costs 35 dollars a month for each seat.';
    },
    'claims[0], id s1',
    'not the sentence that stands in the draft',
  ],
  [
    'a verdict',
    (b) => {
      only(b.claims[2]).verdict = 'supported';
    },
    'claims[2], id s3',
    'does not hold the sentences, citations and verdicts',
  ],
  [
    'a citation',
    (b) => {
      only(b.claims[1]).evidence = ['e9'];
    },
    'claims[1], id s2',
    'not the sentence that stands in the draft',
  ],
  [
    'a passage',
    (b) => {
      only(b.sources[0]?.passages[1]).text += ' Or not.';
    },
    'sources[0].passages[1], id s1-p',
    null,
  ],
  [
    'a cited passage',
    (b) => {
      only(b.sources[0]?.passages.find(({ text }) => text.includes('30 dollars'))).text = 'Gone.';
    },
    'sources[0].passages[',
    'are not in its passage',
  ],
  [
    'a cell',
    (b) => {
      only(b.sources[2]?.tables[0]?.cells?.[0])[2] = '13';
    },
    'sources[2].tables[0], id seats',
    'gives another result',
  ],
  [
    'a hash',
    (b) => {
      only(b.sources[1]).sha256 = 'a'.repeat(64);
    },
    'sources[1], id s2',
    null,
  ],
  ['a remark', (b) => void only(b.sources[1]).remarks.push('Nothing was read.'), 'sources[1], id s2', null],
  [
    'SQL',
    (b) => {
      only(b.evidence[2]?.query).sql = 'select team, 1 as total from seats order by team';
    },
    'evidence[2], id e3',
    'another result',
  ],
  [
    'a recorded result',
    (b) => {
      only(b.evidence[2]?.query?.rows[0])[1] = '67';
    },
    'evidence[2], id e3',
    'another result',
  ],
  [
    'the Markdown',
    (b) => {
      b.report.markdown = b.report.markdown.replace('250', '350');
    },
    'report.markdown',
    'It lacks the line',
  ],
  [
    'a footnote',
    (b) => {
      b.report.markdown = b.report.markdown.replace('[^e1]: price-list.md', '[^e1]: letter.txt');
    },
    'report.markdown',
    'footnote e1',
  ],
  [
    'the draft',
    (b) => {
      b.report.draft.title = 'Another';
    },
    'report.draft.title',
    'title',
  ],
  [
    'a decision',
    (b) => {
      only(b.decisions[0]).selfApproved = false;
    },
    'decisions[0], id m1',
    null,
  ],
  [
    'a cost',
    (b) => {
      b.totals.costMicroUsd += 1;
    },
    'totals',
    null,
  ],
  [
    'a model',
    (b) => {
      only(b.modelCalls[1]).model = 'gpt-5.5';
    },
    'modelCalls[1]',
    null,
  ],
  [
    'a conflict',
    (b) => {
      only(b.conflicts[0]?.sides[1]).text = '32';
    },
    'conflicts[0]',
    null,
  ],
  ['a finding', (b) => void b.findings.pop(), 'findings[0]', null],
  [
    'what is not answered',
    (b) => {
      b.notAnswered = [];
    },
    'notAnswered[0]',
    null,
  ],
  [
    'the question',
    (b) => {
      b.job.question = 'Why?';
    },
    'job',
    null,
  ],
  [
    'the seal',
    (b) => {
      b.report.seal = 'a'.repeat(64);
    },
    'report.seal',
    'the seal was altered',
  ],
  [
    'a recorded hash',
    (b) => {
      b.report.parts.totals = 'a'.repeat(16);
    },
    'report.parts, totals',
    'the part itself is as it was',
  ],
];

describe('dossier verify, of an altered bundle', () => {
  it('finds nothing in one that is as it was written', async () => {
    expect(await found(text)).toEqual([]);
    expect(await found(`${text}\n`)).toEqual([]);
  });

  it.each(ALTERATIONS)('finds %s and names it', async (_what, alter, place, mechanical) => {
    const bundle = copy();
    alter(bundle);
    const lines = await found(canonicalJson(bundle));
    const seals = lines.filter((line) => line.startsWith('seal: '));
    expect(seals.map((line) => line.split(': ')[1])).toEqual([expect.stringContaining(place)]);
    if (mechanical !== null) expect(lines.join('\n')).toContain(mechanical);
  });

  it.each(ALTERATIONS.filter(([, , , mechanical]) => mechanical !== null).slice(0, -2))(
    'finds %s by its checks alone, where the seal was computed anew',
    async (_what, alter, _place, mechanical) => {
      const bundle = copy();
      alter(bundle);
      const lines = await found(canonicalJson(sealed(bundle)));
      expect(lines.filter((line) => line.startsWith('seal: '))).toEqual([]);
      expect(lines.join('\n')).toContain(mechanical);
    },
  );

  it('finds a claim whose number is not in what it cites, altered everywhere', async () => {
    const bundle = JSON.parse(
      text.replaceAll('Setting it up costs 250 dollars once.[^e2]', 'Setting it up costs 350 dollars once.[^e2]'),
    );
    for (const claims of [bundle.claims, bundle.report.draft.blocks[1].sentences])
      claims[1].text = 'Setting it up costs 350 dollars once.';
    expect(await found(canonicalJson(sealed(bundle)))).toEqual([
      expect.stringMatching(/^claim: claims\[1\], id s2: .*350/),
    ]);
  });

  it('finds a file that was written anew with the same content', async () => {
    const lines = await found(JSON.stringify(JSON.parse(text), null, 2));
    expect(lines).toEqual([expect.stringContaining('altered or written anew')]);
  });

  it('finds any single byte that was changed', async () => {
    const bytes = Buffer.from(text);
    const at = fc.integer({ min: 0, max: bytes.length - 1 });
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const altered = Buffer.from(bytes);
        altered[index] = (altered[index] ?? 0) ^ change;
        expect(await found(altered)).not.toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('finds a byte that is gone, or one too many', async () => {
    const half = Math.floor(text.length / 2);
    expect(await found(text.slice(0, half))).toEqual([expect.stringContaining('The file is damaged: it is not JSON')]);
    expect(await found(`${text} `)).toEqual([expect.stringContaining('from character')]);
  });
});
