import { DOCUMENT_LIMITS } from './document-limits.ts';
import { cutBefore } from './lines.ts';

/** A piece of a document on its way to be a passage: raw text, and the lines or rows it spans. */
export interface Piece {
  text: string;
  from: number;
  to: number;
}

const LIMIT = DOCUMENT_LIMITS.passageChars;

/**
 * Gathers lines (or rows) of one block into passages of about 1,200 characters. Units such as list items and rows stay whole where they fit;
 * what is longer is cut after a sentence, else at white space. Never holds more than a few passages.
 */
export class PassageAssembler {
  #text = '';
  /** Where each line or row begins in the text gathered. */
  #starts: { at: number; number: number }[] = [];

  get isEmpty(): boolean {
    return this.#text === '';
  }

  /** Adds a line or row; gives the passages that are complete with it. `startsUnit` says that a passage may end before it. */
  add(text: string, number: number, startsUnit: boolean): Piece[] {
    const pieces = startsUnit && this.#text.length + text.length > LIMIT ? this.finish() : [];
    this.#starts.push({ at: this.#text.length, number });
    this.#text += text;
    while (this.#text.length > 4 * LIMIT) pieces.push(...this.#cut(sentenceCut(this.#text)));
    return pieces;
  }

  /** Gives what is left and begins anew. */
  finish(): Piece[] {
    const pieces: Piece[] = [];
    while (this.#text.trimEnd().length > LIMIT * 1.25) pieces.push(...this.#cut(sentenceCut(this.#text)));
    pieces.push(...this.#cut(this.#text.length));
    this.#starts = [];
    return pieces;
  }

  /** Takes the first `length` characters out; white space at their ends belongs to no passage. */
  #cut(length: number): Piece[] {
    const raw = this.#text.slice(0, length);
    const text = raw.replace(/^(?:[^\S\r\n]*(?:\r\n|\n|\r))+/, '').trimEnd();
    const begin = raw.indexOf(text);
    const pieces =
      text.trim() === '' ? [] : [{ text, from: this.#numberAt(begin), to: this.#numberAt(begin + text.length - 1) }];
    const number = this.#numberAt(length);
    this.#text = this.#text.slice(length);
    const later = this.#starts
      .filter((start) => start.at > length)
      .map((s) => ({ at: s.at - length, number: s.number }));
    this.#starts = [{ at: 0, number }, ...later];
    return pieces;
  }

  #numberAt(offset: number): number {
    let number = this.#starts[0]?.number ?? 1;
    for (const start of this.#starts) {
      if (start.at > offset) break;
      number = start.number;
    }
    return number;
  }
}

/** Where to cut a text that is too long: after the last sentence that fits, else after white space. */
function sentenceCut(text: string): number {
  const window = text.slice(0, LIMIT);
  const ends = /[.!?…]["'”’)\]]*\s+|\n[^\S\n]*\n/g;
  let cut = 0;
  for (let end = ends.exec(window); end !== null; end = ends.exec(window)) cut = ends.lastIndex;
  return cut > LIMIT / 3 ? cut : cutBefore(text, LIMIT);
}
