import type { z } from 'zod';
import type { EstimateAnswer, estimateRequestSchema } from './estimate-api.ts';
import { engineLimitsSchema } from './job-input.ts';
import type { JobKind } from './job-kind.ts';
import type { ModelsTold } from './settings-api.ts';

/** What a job's size follows from. */
export interface JobSize {
  kind: JobKind;
  /** Of a report. */
  question: string;
  length: 'short' | 'standard' | 'long';
  /** Words of all documents together. */
  words: number;
  /** Documents and web pages. */
  sources: number;
  /** Words of the document under check. */
  documentWords: number;
  /** Turns that an item may take at most. */
  itemTurns: number;
}

/** A finished job of this instance: how large it was, and what it took. */
export interface PastJob {
  size: JobSize;
  tokens: number;
  costMicroUsd: number;
  unpricedCalls: number;
  models: readonly string[];
}

/** Micro-dollars of one token. */
interface Price {
  usual: number;
  dearest: number;
}

/** A range of tokens. */
interface Range {
  likely: number;
  most: number;
}

const TOKENS_PER_WORD = 1.4;
/** What the instructions and tools of one request take. */
const REQUEST_TOKENS = 1_500;
/** What one search or passage brings at most. */
const FOUND_TOKENS = 4_000;
const SUMMARY_TOKENS_PER_SOURCE = 250;
const SUMMARY_TOKENS_MOST = 30_000;
const ITEMS = { least: 3, most: 12 };
const TURNS_OF_AN_ITEM = 4;
const ANSWER_TOKENS = 250;
const DRAFT_TOKENS = { short: 1_500, standard: 3_500, long: 8_000 };
const TOKENS_PER_CLAIM = 45;
const CLAIM_READ_TOKENS = 500;
/** Drafts that are verified, draft and verification together. */
/** Of all tokens, those that are written: the dearer ones. */
const OUTPUT_SHARE = 0.07;
const ROUNDS = { likely: 1.3, most: 3 };
/** Over what the sizes say: repairs, another model, an agent that searches on. */
const SPREAD = 2;
/** A page of the web of which nothing is known yet. */
const WORDS_OF_A_PAGE = 1_500;
/** From this many finished jobs on, they alone say how far an estimate may be off. */
const ENOUGH_JOBS = 3;

/** The size of a job as far as it is written. */
export function sizeOf(request: z.output<typeof estimateRequestSchema>): JobSize {
  const { kind, question, length, attachments, links, document } = request;
  return {
    ...{ kind, question, length },
    words: attachments.reduce((sum, { words }) => sum + words, links * WORDS_OF_A_PAGE),
    sources: attachments.length + links,
    documentWords: document?.words ?? 0,
    itemTurns: engineLimitsSchema.parse({}).itemTurns,
  };
}

/** The tokens that the sizes alone speak for. */
export function tokensBySize(size: JobSize): Range {
  const corpus = size.words * TOKENS_PER_WORD;
  const found = Math.min(corpus, FOUND_TOKENS);
  const items = size.kind === 'check' ? itemsOfCheck(size.documentWords) : itemsOfQuestion(size.question);
  const turns = { likely: Math.min(TURNS_OF_AN_ITEM, size.itemTurns), most: size.itemTurns };
  const research = (count: number): number => items * conversation(count, found);
  const draft = size.kind === 'check' ? size.documentWords * TOKENS_PER_WORD : DRAFT_TOKENS[size.length];
  const claims = draft / TOKENS_PER_CLAIM;
  const notes = items * 1_200;
  const summaries = Math.min(SUMMARY_TOKENS_MOST, size.sources * SUMMARY_TOKENS_PER_SOURCE);
  const plan = size.kind === 'check' ? 0 : REQUEST_TOKENS + summaries + ANSWER_TOKENS * 3;
  const written = REQUEST_TOKENS + notes + draft + claims * CLAIM_READ_TOKENS;
  const likely = plan + research(turns.likely) + written * ROUNDS.likely;
  const most = (plan + research((turns.likely + turns.most) / 2) + written * ROUNDS.most) * SPREAD;
  return { likely: Math.round(likely), most: Math.round(most) };
}

/** A conversation asks with all that was said before: each turn is longer than the last one. */
function conversation(turns: number, found: number): number {
  return (
    turns * (REQUEST_TOKENS + ANSWER_TOKENS) + (found * turns * (turns - 1)) / 2 / Math.max(1, TURNS_OF_AN_ITEM / 2)
  );
}

/** Sub-questions that a plan will likely have: those that are asked, within what plans have. */
function itemsOfQuestion(question: string): number {
  const asked = question.split('?').filter((part) => part.trim() !== '').length;
  return Math.min(ITEMS.most, Math.max(ITEMS.least, asked));
}

/** Parts that a document is divided into. */
function itemsOfCheck(words: number): number {
  return Math.max(1, Math.ceil(words / 250));
}

/**
 * What a job will likely take: its sizes, held against what finished jobs of the same kind took compared with theirs. The price of a token is what those
 * jobs paid for one with the models that would be asked now, else that of the catalog.
 */
export function estimate(
  size: JobSize,
  past: readonly PastJob[],
  model: string | undefined,
  told: ModelsTold | null = null,
): EstimateAnswer {
  const asked = modelsAsked(model, told);
  const alike = past.filter(({ size: other, tokens }) => other.kind === size.kind && tokens > 0);
  const chosen = alike.filter(
    ({ models }) => asked === null || (models.length > 0 && models.every((one) => asked.includes(one))),
  );
  // Another model's words are counted otherwise, but it reads the same documents.
  const measured = chosen.length > 0 ? chosen : alike;
  const tokens = measured.length === 0 ? tokensBySize(size) : scaled(tokensBySize(size), measured);
  const paid = priceOf(chosen);
  const price = paid ?? (told === null ? null : listPrice(asked ?? [], told));
  const cost = price && {
    likely: Math.ceil(tokens.likely * price.usual),
    most: Math.ceil(tokens.most * price.dearest),
  };
  const atListPrices = paid === null && cost !== null && told !== null ? ` At the prices of ${told.asOf}.` : '';
  return {
    tokens,
    costMicroUsd: cost,
    whyNoCost: cost === null ? whyUnpriced(asked, size.kind, chosen) : null,
    basis: `${basisOf(size, measured)}${atListPrices}`,
  };
}

/** The models that would be asked, the usual ones of each task first; null where only the workers know. */
function modelsAsked(model: string | undefined, told: ModelsTold | null): string[] | null {
  if (model !== undefined) return [model];
  return told === null ? null : [...new Set(told.routes.flatMap(({ models }) => models))];
}

/** What a token costs by the catalog, with the usual share of output: of the model that is asked first, and of the dearest. Null where one has no price. */
function listPrice(asked: readonly string[], { models, routes }: ModelsTold): Price | null {
  const priceOfToken = (id: string): number | null => {
    const price = models.find((model) => model.id === id)?.priceMicroUsdPerMillion;
    if (price == null) return null;
    return (price.input * (1 - OUTPUT_SHARE) + price.output * OUTPUT_SHARE) / 1_000_000;
  };
  const first = asked.length === 1 ? asked : routes.flatMap((route) => route.models[0] ?? []);
  const [usual, all] = [first.map(priceOfToken), asked.map(priceOfToken)];
  const known = [...usual, ...all].flatMap((price) => price ?? []);
  if (usual.length === 0 || known.length < usual.length + all.length) return null;
  const sum = usual.reduce<number>((total, price) => total + (price ?? 0), 0);
  return { usual: sum / usual.length, dearest: Math.max(...known) };
}

function scaled(bySize: Range, past: readonly PastJob[]): Range {
  const ratios = past.map(({ size, tokens }) => tokens / tokensBySize(size).likely).sort((one, other) => one - other);
  const middle = medianOf(ratios);
  const largest = ratios.at(-1) ?? 1;
  const likely = bySize.likely * middle;
  const seen = bySize.likely * largest * SPREAD;
  const most = past.length >= ENOUGH_JOBS ? seen : Math.max(seen, bySize.most * middle);
  return { likely: Math.round(likely), most: Math.round(Math.max(most, likely)) };
}

function priceOf(past: readonly PastJob[]): Price | null {
  const prices = past
    .filter(({ unpricedCalls }) => unpricedCalls === 0)
    .map(({ costMicroUsd, tokens }) => costMicroUsd / tokens)
    .sort((one, other) => one - other);
  const dearest = prices.at(-1);
  return dearest === undefined ? null : { usual: medianOf(prices), dearest };
}

function medianOf(sorted: readonly number[]): number {
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 1;
}

function whyUnpriced(asked: readonly string[] | null, kind: JobKind, chosen: readonly PastJob[]): string {
  const models = asked ?? [...new Set(chosen.flatMap((job) => job.models))];
  if (models.length === 0) return `No ${kind} has been finished here yet, so what it costs is not known.`;
  return `The price of ${models.join(', ')} is not known.`;
}

function basisOf(size: JobSize, measured: readonly PastJob[]): string {
  const read =
    size.sources === 0 ? 'what is asked' : `${counted(size.words, 'word')} in ${counted(size.sources, 'source')}`;
  if (measured.length === 0) return `From ${read} alone: no ${size.kind} has been finished here yet.`;
  const last = measured.length === 1 ? `the last ${size.kind}` : `the last ${measured.length} ${size.kind}s`;
  return `From ${read}, and what ${last} finished here took.`;
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : `${one}s`}`;
}
