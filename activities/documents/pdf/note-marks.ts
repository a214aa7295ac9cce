import type { Fragment } from './fragments.ts';

/** A raised mark is at most so large beside the letters before it, and stands at least so far above their baseline, in their heights. */
const SMALLER = 0.8;
const RAISED = 0.2;
const HIGHEST = 0.8;

/**
 * A raised, smaller number behind a word, a figure or a full stop, told from it: `in 2024` and note 1 are not 20241. Behind ten it may be a
 * power: only a space parts it. Null where the piece is no such mark: exponents of units and of single letters (m2, R2) stay with them.
 */
export function noteMark(before: Fragment, piece: Fragment): string | null {
  const mark = /^\s*(\d{1,3}(?:\s?[,–-]\s?\d{1,3})*)(,?)(\s*)$/.exec(piece.text);
  if (mark === null || piece.size > SMALLER * before.size || piece.rtl) return null;
  const rise = piece.y - before.y;
  if (rise < RAISED * before.size || rise > HIGHEST * before.size) return null;
  const text = before.text.trimEnd();
  if (/(?<![\p{L}\p{N}])(?:\p{L}{1,2}|sec|min|mol|e-)$/u.test(text) || /[=+*/^×·(−-]$/u.test(text)) return null;
  if (/(?<![p{N}.,])10$/.test(text)) return ` ${mark[1]}${mark[2]}${mark[3]}`;
  return `[note ${mark[1]}]${mark[2]}${mark[3]}`;
}
