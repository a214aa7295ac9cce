import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractDocument } from '../activities/documents/reading/extract-document.ts';
import { createTicker } from '../activities/documents/reading/progress-ticker.ts';
import { openFolderArtifacts } from '../store/artifacts/folder.ts';
import { linesAt, pdfBytes } from '../test/support/pdf-bytes.ts';
import { type Figure, type Measurement, seconds } from './measurement.ts';

const PAGES = 1_000;
const WORDS =
  'the depot handled parcels in march and most of them were delivered before noon by a driver of the region'.split(' ');

/** A page of 48 lines of prose in one or two columns, each line with figures of its own. */
function page(number: number) {
  const line = (at: number, words: number) =>
    Array.from({ length: words }, (_, word) =>
      word === 4 ? String(number * 100 + at) : WORDS[(at * 7 + word * 3 + number) % WORDS.length],
    ).join(' ');
  const lines = (words: number) => Array.from({ length: 48 }, (_, at) => line(at, words));
  if (number % 2 === 0) return linesAt(60, 780, lines(16));
  return [...linesAt(50, 780, lines(7), 9), ...linesAt(310, 780, lines(7), 9)];
}

/** Speed and memory of reading a long PDF document as the ingest step reads it. */
export const reading: Measurement = {
  name: 'reading',
  words: `A PDF document of ${PAGES} pages, half of them in two columns, about 700 words a page, read as the ingest step reads it: in its thread, into the artifact store. A minute and core is a minute of processor time of the whole process. Resident memory is looked at every 50 ms.`,
  async run(tell) {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-reading-'));
    const before = process.memoryUsage.rss();
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss());
    }, 50);
    try {
      const artifacts = await openFolderArtifacts(folder);
      const bytes = pdfBytes(Array.from({ length: PAGES }, (_, at) => page(at)));
      const ref = await artifacts.putBytes(bytes, { mediaType: 'application/pdf', title: 'bench.pdf' });
      tell(`${PAGES} pages, ${(bytes.length / 1e6).toFixed(1)} MB`);
      const control = { signal: new AbortController().signal, heartbeat: () => {} };
      const [from, used] = [performance.now(), process.cpuUsage()];
      const extraction = await extractDocument(artifacts, ref, 'pdf', createTicker(control, 1));
      const { user, system } = process.cpuUsage(used);
      if (extraction.status !== 'read') throw new Error(extraction.failure.message);
      return figuresOf(performance.now() - from, (user + system) / 1_000, extraction.passageCount, [before, peak]);
    } finally {
      clearInterval(watch);
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function figuresOf(ms: number, cpuMs: number, passages: number, [before, peak]: [number, number]): Figure[] {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return [
    { what: 'pages a minute and core', value: Math.round(PAGES / (cpuMs / 60_000)).toLocaleString('en'), aim: '1,000' },
    { what: `${PAGES} pages: wall, processor`, value: `${seconds(ms)}, ${seconds(cpuMs)}` },
    { what: 'passages', value: passages.toLocaleString('en') },
    { what: 'memory of the process before, at most', value: `${megabytes(before)}, ${megabytes(peak)}` },
  ];
}
