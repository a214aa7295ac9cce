import { diffArrays, diffWordsWithSpace } from 'diff';
import type { VersionLine } from './version-lines.ts';

/** Words of a line that was changed, and whether the other version has them. */
export interface Piece {
  text: string;
  kind: 'same' | 'added' | 'removed';
}

/** A line of two versions side by side. */
export type ComparedLine =
  | { kind: 'same'; line: VersionLine }
  | { kind: 'added'; after: VersionLine }
  | { kind: 'removed'; before: VersionLine }
  | { kind: 'changed'; before: VersionLine; after: VersionLine; pieces: Piece[] };

/** How much of their words two lines must share to be one that was changed. */
const ALIKE = 0.4;

/** Compares two versions line by line, and word by word where a line was changed. */
export function compareLines(before: readonly VersionLine[], after: readonly VersionLine[]): ComparedLine[] {
  const parts = diffArrays([...before], [...after], { comparator: (a, b) => a.kind === b.kind && a.text === b.text });
  const found: ComparedLine[] = [];
  parts.forEach((part, at) => {
    if (part.removed) {
      const next = parts[at + 1];
      found.push(...paired(part.value, next?.added ? next.value : []));
    } else if (part.added) {
      if (!parts[at - 1]?.removed) found.push(...part.value.map((line) => ({ kind: 'added', after: line }) as const));
    } else found.push(...part.value.map((line) => ({ kind: 'same', line }) as const));
  });
  return found;
}

/** Lines that stand in each other's place: those that share words are one that was changed, in order. */
function paired(removed: readonly VersionLine[], added: readonly VersionLine[]): ComparedLine[] {
  const found: ComparedLine[] = [];
  let told = 0;
  for (const before of removed) {
    const at = added.findIndex((after, index) => index >= told && likeness(before, after) >= ALIKE);
    const after = added[at];
    if (after === undefined) {
      found.push({ kind: 'removed', before });
      continue;
    }
    for (const line of added.slice(told, at)) found.push({ kind: 'added', after: line });
    found.push({ kind: 'changed', before, after, pieces: piecesOf(before.text, after.text) });
    told = at + 1;
  }
  for (const line of added.slice(told)) found.push({ kind: 'added', after: line });
  return found;
}

function piecesOf(before: string, after: string): Piece[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
}

function likeness(one: VersionLine, other: VersionLine): number {
  if (one.kind !== other.kind) return 0;
  const [a, b] = [wordsOf(one.text), wordsOf(other.text)];
  const both = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}
