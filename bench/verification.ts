import { checkClaim } from '../activities/verify/claim-check.ts';
import type { EvidenceReader } from '../activities/verify/evidence-reader.ts';
import type { Claim } from '../contract/draft/blocks.ts';
import type { Evidence } from '../contract/evidence/evidence.ts';
import type { Passage } from '../contract/evidence/source.ts';
import { type Measurement, middleOf, seconds } from './measurement.ts';

const CLAIMS = 1_000;
const RUNS = 5;
const TOWNS = ['Tarnwick', 'Holme', 'Dunmore', 'Velmora', 'Orrin', 'Larkfield', 'Sandmere', 'Fellbach'];

/** A sentence as reports have them, and what a writer may make of it. */
function sentenceOf(at: number): { quote: string; told: string } {
  const town = TOWNS[at % TOWNS.length] ?? 'Holme';
  const [before, now, year] = [12_000 + at * 7, 12_900 + at * 8, 2019 + (at % 6)];
  const share = ((at % 400) / 10).toFixed(1);
  return {
    quote: `The depot in ${town} handled ${now.toLocaleString('en')} parcels in March ${year}, up from ${before.toLocaleString('en')} a year earlier, and ${share} % of them were not delivered before 14:30.`,
    told: `In March ${year} the ${town} depot handled ${now.toLocaleString('en')} parcels, against ${before.toLocaleString('en')} a year earlier; ${share} percent were not delivered before 14:30.`,
  };
}

/** Claims over passages of about 1,200 characters: a third quotes, the others say it in other words; a tenth gives a wrong number. */
function corpus(): { claims: Claim[]; reader: EvidenceReader } {
  const sentences = Array.from({ length: CLAIMS }, (_, at) => sentenceOf(at));
  const locator = { kind: 'lines', from: 1, to: 9 } as const;
  const passages = new Map<string, Passage>();
  const evidence = new Map<string, Evidence>();
  const claims = sentences.map(({ quote, told }, at): Claim => {
    const group = Math.floor(at / 6);
    const passageId = `s1-p${group}`;
    const text = sentences
      .slice(group * 6, group * 6 + 6)
      .map((one) => one.quote)
      .join(' ');
    passages.set(passageId, { id: passageId, sourceId: 's1', locator, headings: ['Depots', 'Parcels by town'], text });
    evidence.set(`e${at + 1}`, { id: `e${at + 1}`, sourceId: 's1', passageId, locator, quote, query: null });
    const words = at % 3 === 0 ? quote : told;
    const shown = at % 10 === 0 ? words.replace(/\d,\d/, '9,9') : words;
    return { id: `c${at}`, text: shown, kind: 'fact', evidence: [`e${at + 1}`], section: 'Parcels' };
  });
  const reader: EvidenceReader = {
    evidence: (id) => evidence.get(id) ?? null,
    passage: (id) => passages.get(id) ?? null,
    sourceWasRead: () => true,
    sourceTitle: () => 'depots-2025.md',
    repeat: async () => ({ error: 'There are no tables.' }),
  };
  return { claims, reader };
}

/** Time of the mechanical checks of a thousand claims. */
export const verification: Measurement = {
  name: 'verification',
  words: `All mechanical checks of ${CLAIMS.toLocaleString('en')} claims of about 150 characters on quotes in passages of about 1,200, read already; no model, no query. The first run starts cold.`,
  async run(tell) {
    const { claims, reader } = corpus();
    const times: number[] = [];
    let failed = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const from = performance.now();
      failed = 0;
      for (const claim of claims) if ((await checkClaim(claim, reader)).faults.length > 0) failed += 1;
      times.push(performance.now() - from);
      tell(`run ${run + 1}: ${seconds(times.at(-1) ?? 0)}`);
    }
    const memory = `${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`;
    return [
      {
        what: `mechanical verification of ${CLAIMS.toLocaleString('en')} claims`,
        value: middleOf(times, seconds),
        aim: 'under 2 s',
      },
      { what: 'claims with a wrong number that were stopped', value: `${failed} of ${CLAIMS / 10}` },
      { what: 'memory of the process', value: memory },
    ];
  },
};
