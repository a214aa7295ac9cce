import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { addNames, noNames } from '../../../store/naming/hashes.ts';
import {
  missingOf,
  nothingWalked,
  type Walked,
  type WalkOptions,
  walkNames,
} from '../../../store/naming/walk-names.ts';
import { type MemoryArtifacts, memoryArtifacts } from '../../support/memory-artifacts.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const text = { mediaType: 'text/plain', title: 'a text' };

async function walk(artifacts: MemoryArtifacts, roots: unknown, options?: WalkOptions): Promise<Walked> {
  const names = noNames();
  addNames(names, JSON.stringify(roots));
  const walked = nothingWalked();
  await walkNames(artifacts, [names], walked, options);
  return walked;
}

describe('walking from names', () => {
  test('goes through artifacts that name artifacts, in refs, bare and in texts', async () => {
    const artifacts = memoryArtifacts();
    const leaf = await artifacts.putText('leaf', text);
    const message = await artifacts.putJson({ role: 'user', text: `see ${leaf.sha256}.` }, 'message');
    const transcript = await artifacts.putJson({ messages: [message.sha256], results: [] }, 'transcript');
    const lines = await artifacts.putText(`{"a":1}\n{"transcript":"${transcript.sha256}"}\n`, {
      ...text,
      mediaType: 'application/jsonl',
    });
    const other = await artifacts.putText('not named', text);
    const { reached, artifacts: read } = await walk(artifacts, { output: lines });
    for (const ref of [leaf, message, transcript, lines]) expect(reached).toContain(ref.sha256);
    expect(reached).not.toContain(other.sha256);
    expect(read).toBe(4);
  });

  test('finds names in the payloads of zipped histories', async () => {
    const artifacts = memoryArtifacts();
    const leaf = await artifacts.putText('leaf', text);
    const data = Buffer.from(JSON.stringify({ output: leaf })).toString('base64');
    const padding = Array.from({ length: 3_000 }, () => ({ payload: { data: randomBytes(60).toString('base64') } }));
    const events = [...padding, { payload: { data } }].map((event) => JSON.stringify(event)).join(',\n');
    const history = await artifacts.putBytes(gzipSync(`{"events":[\n${events}\n]}\n`), {
      mediaType: 'application/gzip',
      title: 'a history',
    });
    expect((await walk(artifacts, { history })).reached).toContain(leaf.sha256);
  });

  test('finds names anywhere in one line of any length', async () => {
    const artifacts = memoryArtifacts();
    const leaves = await Promise.all(['1', '2', '3'].map((words) => artifacts.putText(words, text)));
    const long = 'x'.repeat(5_000_001);
    const value = { a: leaves[0]?.sha256, b: long, c: leaves[1]?.sha256, d: long, e: leaves[2]?.sha256 };
    const { reached } = await walk(artifacts, { large: await artifacts.putJson(value, 'large') });
    for (const leaf of leaves) expect(reached).toContain(leaf.sha256);
  });

  test('what looks like a zip and is none, or is cut, names what it named', async () => {
    const artifacts = memoryArtifacts();
    const meta = { mediaType: 'application/gzip', title: 'a history' };
    const cut = await artifacts.putBytes(gzipSync(randomBytes(200_000)).subarray(0, 150_000), meta);
    const none = await artifacts.putBytes(Buffer.concat([Buffer.from([0x1f, 0x8b]), randomBytes(200_000)]), meta);
    const { artifacts: read, absent } = await walk(artifacts, { cut, none }, { whole: true });
    expect([read, absent.size]).toEqual([2, 0]);
  });

  test('ends where artifacts name one another in circles of extraction', async () => {
    const artifacts = memoryArtifacts();
    const source = await artifacts.putText('source', text);
    const result = await artifacts.putJson({ of: source }, 'extraction');
    const beside = (sha256: string) => (sha256 === source.sha256 ? [result.sha256] : []);
    expect((await walk(artifacts, { source }, { beside })).reached).toContain(result.sha256);
  });

  test('tells what must be an artifact and is gone from hashes of other things', async () => {
    const artifacts = memoryArtifacts();
    const gone = { sha256: hash('gone'), bytes: 4, mediaType: 'text/plain', title: 'gone' };
    const plan = await artifacts.putJson(
      { promptHash: hash('prompt'), source: gone, results: { 0: hash('result') } },
      'p',
    );
    const walked = await walk(artifacts, { plan, transcript: hash('transcript'), requestHash: hash('request') });
    expect(missingOf(walked)).toEqual(new Set([hash('transcript'), gone.sha256, hash('result')]));
  });

  test('what stands in a document of somebody else can keep an artifact, and cannot miss one', async () => {
    const artifacts = memoryArtifacts();
    const leaf = await artifacts.putText('leaf', text);
    const gone = { sha256: hash('gone'), bytes: 4, mediaType: 'text/plain', title: 'gone' };
    const document = await artifacts.putText(JSON.stringify({ leaf, gone }), text);
    const walked = await walk(artifacts, { document });
    expect(walked.reached).toContain(leaf.sha256);
    expect(missingOf(walked)).toEqual(new Set());
  });
});
