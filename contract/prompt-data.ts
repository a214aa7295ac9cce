import { z } from 'zod';

/** The names of the fenced blocks in which data reaches a model. Text from documents and tools stands nowhere else in a prompt. */
export const fenceNameSchema = z.enum([
  'question',
  'brief',
  'sources',
  'plan',
  'sub-question',
  'notes',
  'evidence',
  'claims',
  'previous-draft',
  'findings',
  'comment',
  'tool-result',
  'limits',
  'sentences',
  'faulty-claims',
  'asked',
  'shown',
  'draft-claims',
  'passages',
]);
export type FenceName = z.infer<typeof fenceNameSchema>;

const OPEN = '<<<data ';
const CLOSE = '<<<end data>>>';

/**
 * Writes data as a fenced block: `<<<data NAME (untrusted)>>>`, a line of JSON, `<<<end data>>>`.
 * Every `<` of the JSON is escaped, so that no text in it can open or close a fence.
 */
export function fence(name: FenceName, value: unknown): string {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return `${OPEN}${name} (untrusted)>>>\n${json}\n${CLOSE}`;
}

/** A fenced block read back. */
export interface FencedData {
  name: FenceName;
  value: unknown;
}

/** Reads all fenced blocks of a text in order. Throws an `Error` that names the fence where one is unknown, unclosed or not JSON. */
export function readFences(text: string): FencedData[] {
  const found: FencedData[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const open = /^<<<data (\S+) \(untrusted\)>>>$/.exec(lines[at] ?? '');
    if (open === null) continue;
    const name = fenceNameSchema.safeParse(open[1]);
    if (!name.success) throw new Error(`Unknown data fence "${open[1]}".`);
    if (lines[at + 2] !== CLOSE) throw new Error(`Data fence "${open[1]}" is not closed.`);
    found.push({ name: name.data, value: JSON.parse(lines[at + 1] ?? '') });
    at += 2;
  }
  return found;
}
