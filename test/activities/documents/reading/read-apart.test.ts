import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DOCUMENT_LIMITS } from '../../../../activities/documents/reading/document-limits.ts';
import type { ExtractionSink } from '../../../../activities/documents/reading/extraction-sink.ts';
import { type FileToRead, readApart } from '../../../../activities/documents/reading/read-apart.ts';
import { linesAt, pdfBytes } from '../../../support/pdf-bytes.ts';

const PAGES = 400;
const never = new AbortController().signal;
let folder = '';
let large: FileToRead;
let small: FileToRead;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dossier-test-'));
  const lines = Array.from({ length: 40 }, (_, at) => `Line ${at} of a page that takes its time to be read.`);
  large = await file('large.pdf', pdfBytes(Array.from({ length: PAGES }, () => linesAt(60, 800, lines))));
  small = await file('small.pdf', pdfBytes([linesAt(60, 760, ['Words.'])]));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array): Promise<FileToRead> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, bytes: bytes.length, types: ['pdf'], named: null };
}

function sink(passage: () => Promise<void> = async () => {}): ExtractionSink {
  return { heading: () => {}, remark: () => {}, table: () => null, passage };
}

describe('reading in a thread', () => {
  test('a document that takes too long is given up with the remedy, and the next one is read', async () => {
    const limits = { ...DOCUMENT_LIMITS, readingMs: 1, readingMsPerMegabyte: 0 };
    await expect(readApart(large, sink(), never, limits)).rejects.toMatchObject({
      code: 'document-too-slow',
      failure: { class: 'input', remedy: expect.stringContaining('Split the file') },
    });
    expect(await readApart(small, sink(), never)).toEqual({ kind: 'read', mediaType: 'application/pdf' });
  });

  test('so is one that is silent for too long, and one that takes too much memory', async () => {
    const held = () => new Promise<void>(() => {});
    const silent = { ...DOCUMENT_LIMITS, silenceMs: 1 };
    await expect(readApart(large, sink(held), never, silent)).rejects.toMatchObject({ code: 'document-too-slow' });
    const none = { ...DOCUMENT_LIMITS, readingGrowthMegabytes: -1_000_000 };
    await expect(readApart(large, sink(), never, none)).rejects.toMatchObject({ code: 'document-too-large' });
  });

  test('cancelling ends it at once with the reason', async () => {
    const control = new AbortController();
    const reading = readApart(large, sink(), control.signal);
    control.abort(new Error('no longer wanted'));
    await expect(reading).rejects.toThrow('no longer wanted');
    await expect(readApart(small, sink(), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });

  test('what the sink throws is thrown as it is', async () => {
    const full = async () => {
      throw new Error('the disk is full');
    };
    await expect(readApart(large, sink(full), never)).rejects.toThrow('the disk is full');
  });

  test('a slow sink holds the reader back: not every passage is there before the first is taken', async () => {
    let taken = 0;
    const slow = async () => {
      taken += 1;
      if (taken === 1) await new Promise((resolve) => setTimeout(resolve, 50));
    };
    await readApart(large, sink(slow), never);
    expect(taken).toBeGreaterThanOrEqual(PAGES);
  });

  test('more documents than there are threads are all read, and a waiting one can be cancelled', async () => {
    const control = new AbortController();
    const running = Array.from({ length: DOCUMENT_LIMITS.readingThreads }, () => readApart(large, sink(), never));
    const cancelled = readApart(small, sink(), control.signal);
    const waiting = readApart(small, sink(), never);
    control.abort(new Error('no longer wanted'));
    await expect(cancelled).rejects.toThrow('no longer wanted');
    expect((await Promise.all([...running, waiting])).map(({ kind }) => kind)).toEqual(['read', 'read', 'read']);
  });

  test('a file of another type is told, and nothing is recorded', async () => {
    const text = await file('text.pdf', Buffer.from('%PDFa'));
    expect(await readApart(text, sink(), never)).toEqual({ kind: 'unrecognised' });
  });
});
