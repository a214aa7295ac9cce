import { stemmer } from 'stemmer';

/*
 * Of some PDFs the signs for fi, fl, ff and ffi come out as their last letter: "deined", "inluence", "ofices". Stems are compared without
 * what may be lost, where that makes no other word of them.
 */

/** Words that would become other words: "coffin" and "coin", "unfit" and "unit", "reflate" and "relate". */
const OTHER_WORDS = new Set(
  'coffin unfit reflate refine rifle trifle stifle confine muffin baffle deflate inflict afflict'
    .split(' ')
    .map((word) => stemmer(word)),
);
/** At a word's beginning the rest is often a word of its own ("flow" and "low"): only of these it is none. */
const BEGINNINGS = new Set(
  'first final finally field figure finish fiscal finding filter flexible'.split(' ').map((word) => stemmer(word)),
);
const SHORTEST = 4;

/** A stem without the letters that a lost ligature takes; the same for the word and for what is left of it. */
export function withoutLigatures(stem: string): string {
  if (stem.length < SHORTEST || OTHER_WORDS.has(stem)) return stem;
  if (stem.startsWith('f')) return BEGINNINGS.has(stem) ? stem.slice(1) : stem;
  return bare(stem);
}

function bare(stem: string): string {
  return stem.replace(/ff?([il])/g, '$1').replace(/ff/g, 'f');
}

/** "classiied" as it was written: two i stand together in hardly a word but where a ligature was lost. */
export function repaired(word: string): string {
  return /^(?:ski|taxi|hawai|radi|shi|alibi|genii)/.test(word) ? word : word.replace(/(\p{L}{2})ii(?=\p{L})/u, '$1ifi');
}
