import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jobViewSchema } from '../contract/view.ts';
import { Installation } from '../test/end-to-end/installation.ts';
import { type Measurement, seconds } from './measurement.ts';

const FILES = 5;
const FILE_BYTES = 95_000_000;
const WORDS = 'the move tokens team model incident region price budget window context report question source'.split(
  ' ',
);

/** Text with paragraphs of a few hundred characters, each different from the others. */
function writeDocument(path: string, seed: number): void {
  const file = openSync(path, 'w');
  let state = seed;
  for (let bytes = 0; bytes < FILE_BYTES; ) {
    const lines: string[] = [];
    for (let line = 0; line < 2_000; line += 1) {
      const words = Array.from({ length: 40 }, () => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return state % 5 === 0 ? `word${state % 20_000}` : (WORDS[state % WORDS.length] ?? '');
      });
      lines.push(`${words.join(' ')}.\n\n`);
    }
    bytes += writeSync(file, lines.join(''));
  }
  closeSync(file);
}

async function residentKb(pid: number): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) || 0;
  } catch {
    return 0;
  }
}

/** Peak memory while half a gigabyte of documents comes in. */
export const memory: Measurement = {
  name: 'memory',
  words: `${FILES} text files of ${FILE_BYTES / 1_000_000} MB each, sent by \`dossier report\` and ingested by its job. Resident memory is looked at every 100 ms.`,
  async run(tell) {
    const folder = mkdtempSync(join(tmpdir(), 'dossier-bench-documents-'));
    const installation = new Installation();
    const peak = { worker: 0, api: 0 };
    const rest = { worker: 0, api: 0 };
    try {
      for (let index = 1; index <= FILES; index += 1) writeDocument(join(folder, `document-${index}.txt`), index);
      await installation.run(['jobs']);
      const pids = { worker: await installation.pidOf('worker'), api: await installation.pidOf('api') };
      const look = async (into: typeof peak): Promise<void> => {
        for (const part of ['worker', 'api'] as const) into[part] = Math.max(into[part], await residentKb(pids[part]));
      };
      await look(rest);
      const watch = setInterval(() => void look(peak), 100);
      const from = performance.now();
      await installation.run(['report', 'Which team pays for the move?', folder, '--id', 'large', '--gates', 'none']);
      const uploadedMs = performance.now() - from;
      tell(`uploaded in ${seconds(uploadedMs)}`);
      const ingestedMs = await untilIngested(installation, from, tell);
      clearInterval(watch);
      const isSame =
        pids.worker === (await installation.pidOf('worker')) && pids.api === (await installation.pidOf('api'));
      const show = (kb: number): string => `${Math.round(kb / 1024)} MB`;
      return [
        { what: 'peak memory of the API', value: `${show(peak.api)} (at rest ${show(rest.api)})` },
        { what: 'peak memory of the worker', value: `${show(peak.worker)} (at rest ${show(rest.worker)})` },
        { what: 'upload; upload and ingest', value: `${seconds(uploadedMs)}; ${ingestedMs}` },
        { what: 'both processes lived through it', value: isSame ? 'yes' : 'NO' },
      ];
    } finally {
      await installation.end();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

const PATIENCE_MS = 150_000;

/** Waits for the end of the ingest step; says so where it takes longer than the benchmark waits. */
async function untilIngested(installation: Installation, from: number, tell: (line: string) => void): Promise<string> {
  for (;;) {
    const { object } = await installation.json(['show', 'large']);
    const ingest = jobViewSchema.parse(object.view).steps.find(({ step }) => step === 'ingest');
    const took = performance.now() - from;
    if (ingest?.status === 'done') return seconds(took);
    if (ingest?.status === 'needs_attention') return `ingest failed after ${seconds(took)}`;
    if (took > PATIENCE_MS) return `not done after ${seconds(took)}`;
    tell(`ingest ${ingest?.status ?? 'not begun'} after ${seconds(took)}`);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}
