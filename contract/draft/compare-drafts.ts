import { z } from 'zod';
import { verdictSchema } from '../verification.ts';
import { type Claim, claimsOf, type Draft } from './blocks.ts';

const sentenceSchema = z.object({
  id: z.string(),
  text: z.string(),
  section: z.string(),
  kind: z.string(),
  /** Of a factual sentence that was verified. */
  verdict: verdictSchema.nullable(),
});
export type ComparedSentence = z.infer<typeof sentenceSchema>;

/** What differs between two drafts, sentence by sentence. */
export const draftComparisonSchema = z.object({
  /** In reading order of the later draft, removed ones where they stood. `verdict`: the same words, read differently. */
  differences: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed', 'verdict']),
      before: sentenceSchema.nullable(),
      after: sentenceSchema.nullable(),
    }),
  ),
  /** Sentences that are the same in both. */
  same: z.int().nonnegative(),
});
export type DraftComparison = z.infer<typeof draftComparisonSchema>;
type Difference = DraftComparison['differences'][number];

/** A draft with the verdicts of its claims by their ids. */
export interface ReadDraft {
  draft: Draft;
  verdicts: ReadonlyMap<string, z.infer<typeof verdictSchema>>;
}

/** How much of their words two sentences must share to be one that was changed. */
const ALIKE = 0.5;
/** Pairs that are compared for likeness at most; beyond that they count as removed and added. */
const MOST_PAIRS = 400_000;

/** Compares two drafts: sentences by their text, what is left by the words they share. Pure, and the same for the same drafts. */
export function compareDrafts(before: ReadDraft, after: ReadDraft): DraftComparison {
  const old = sentencesOf(before);
  const now = sentencesOf(after);
  const partner = new Map<number, number>(pairsByText(old, now));
  const matchedOld = new Set(partner.values());
  const leftOld = old.flatMap((_, at) => (matchedOld.has(at) ? [] : [at]));
  const leftNow = now.flatMap((_, at) => (partner.has(at) ? [] : [at]));
  for (const [to, from] of pairsByLikeness(old, now, leftOld, leftNow)) partner.set(to, from);
  return inOrder(old, now, partner);
}

function sentencesOf({ draft, verdicts }: ReadDraft): ComparedSentence[] {
  return claimsOf(draft).map(({ id, text, section, kind }: Claim) => ({
    ...{ id, text, section, kind },
    verdict: verdicts.get(id) ?? null,
  }));
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The k-th of equal sentences goes with the k-th. */
function pairsByText(old: readonly ComparedSentence[], now: readonly ComparedSentence[]): [number, number][] {
  const waiting = new Map<string, number[]>();
  old.forEach(({ text }, at) => {
    waiting.set(plain(text), [...(waiting.get(plain(text)) ?? []), at]);
  });
  return now.flatMap(({ text }, at) => {
    const from = waiting.get(plain(text))?.shift();
    return from === undefined ? [] : [[at, from] as [number, number]];
  });
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Of all pairs that share enough words the most alike first, each sentence once. */
function pairsByLikeness(
  old: readonly ComparedSentence[],
  now: readonly ComparedSentence[],
  leftOld: readonly number[],
  leftNow: readonly number[],
): [number, number][] {
  if (leftOld.length * leftNow.length > MOST_PAIRS) return [];
  const words = (all: readonly ComparedSentence[], at: number): Set<string> => wordsOf(all[at]?.text ?? '');
  const oldWords = leftOld.map((at) => ({ at, words: words(old, at) }));
  const alike = leftNow.flatMap((to) => {
    const mine = words(now, to);
    return oldWords.map((other) => ({ to, from: other.at, share: shared(mine, other.words) }));
  });
  const taken = { to: new Set<number>(), from: new Set<number>() };
  const ranked = alike
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share || a.to - b.to || a.from - b.from);
  return ranked.flatMap(({ to, from }) => {
    if (taken.to.has(to) || taken.from.has(from)) return [];
    taken.to.add(to);
    taken.from.add(from);
    return [[to, from] as [number, number]];
  });
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

/** Differences as a reader of the later draft meets them; a removed sentence behind the one that stood before it. */
function inOrder(
  old: readonly ComparedSentence[],
  now: readonly ComparedSentence[],
  partner: ReadonlyMap<number, number>,
): DraftComparison {
  const matchedOld = new Set(partner.values());
  const differences: Difference[] = [];
  let same = 0;
  let told = 0;
  const tellRemovedBefore = (end: number): void => {
    for (; told < end; told += 1) {
      const gone = old[told];
      if (gone !== undefined && !matchedOld.has(told)) differences.push({ kind: 'removed', before: gone, after: null });
    }
  };
  now.forEach((after, at) => {
    const from = partner.get(at);
    const before = from === undefined ? null : (old[from] ?? null);
    if (from !== undefined) tellRemovedBefore(from);
    if (before === null) differences.push({ kind: 'added', before: null, after });
    else if (plain(before.text) !== plain(after.text)) differences.push({ kind: 'changed', before, after });
    else if (before.verdict !== after.verdict) differences.push({ kind: 'verdict', before, after });
    else same += 1;
  });
  tellRemovedBefore(old.length);
  return { differences, same };
}
