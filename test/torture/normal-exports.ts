import { bundleSchema } from '../../contract/bundle.ts';
import { canonicalJson } from '../../contract/hash.ts';

/** The exports of one job, by format. */
export interface Exports {
  md: string;
  html: string;
  json: string;
}

/** An instant or span of the day as people are shown it; nothing in a document has this form with `UTC` behind it. */
const SHOWN_TIME = /\d{4}-\d\d-\d\d \d\d:\d\d(?: to (?:\d{4}-\d\d-\d\d )?\d\d:\d\d)? UTC/g;

/** Text without the job's id and the times it ran at; everything else stays. */
export function normalText(text: string, id: string): string {
  return text.replaceAll(id, 'JOB').replace(SHOWN_TIME, 'TIME');
}

/** HTML likewise, and without the hash of its style sheet, which holds the id. */
export function normalHtml(html: string, id: string): string {
  return normalText(html, id).replace(/(style-src &#39;sha256-)[A-Za-z0-9+/=]+/, '$1HASH');
}

/**
 * A bundle as text without ids and times: those of the job and its decisions, the calls' latencies, and what is computed from them (request
 * keys, which hash the job's own prompt, and the seal with its parts). Calls are put in an order that no clock decides. Nothing else may differ.
 */
export function normalBundle(json: string, id: string): string {
  const { job, decisions, modelCalls, report, ...rest } = bundleSchema.parse(JSON.parse(json));
  const calls = modelCalls.map((call) => canonicalJson({ ...call, latencyMs: 0, requestKey: 'KEY' })).sort();
  const timeless = {
    ...rest,
    job: { ...job, startedAt: 'TIME', endedAt: 'TIME' },
    decisions: decisions.map((decision) => ({ ...decision, at: 'TIME', messageId: 'ID' })),
    modelCalls: calls,
    report: { ...report, parts: {}, seal: '' },
  };
  return normalText(canonicalJson(timeless), id);
}

/** The exports as they are the same of every run of one input. */
export function normalExports(exports: Exports, id: string): Exports {
  return {
    md: normalText(exports.md, id),
    html: normalHtml(exports.html, id),
    json: normalBundle(exports.json, id),
  };
}

/** The first place at which two texts differ, with what stands around it; null where they do not. */
export function firstDifference(a: string, b: string): string | null {
  if (a === b) return null;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const around = (text: string): string => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `at ${at}: ${around(a)} and ${around(b)}`;
}
