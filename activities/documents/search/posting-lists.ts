/** The postings of one term: the numbers of the passages that hold it, growing, each with how much it counts there. */
export interface PostingList {
  term: string;
  passages: number;
  bytes: Uint8Array;
}

/** Postings kept before they are written out: 8 bytes each. */
const MOST_POSTINGS = 4_000_000;
const MOST_TERMS = 400_000;
const MOST_WEIGHT = 255;

/**
 * Gathers which passage holds which term. Memory is bounded: when `isFull`, `take` gives all lists and begins anew, so that an index
 * consists of segments.
 */
export class PostingLists {
  #ids = new Map<string, number>();
  /** Of each term the place of its last posting, plus one. */
  #last = new Uint32Array(1024);
  #terms = new Uint32Array(65_536);
  #passages = new Uint32Array(65_536);
  #weights = new Uint8Array(65_536);
  #count = 0;

  get isFull(): boolean {
    return this.#count >= MOST_POSTINGS || this.#ids.size >= MOST_TERMS;
  }

  /** Adds to the weight of a term in a passage; passages come in growing numbers. */
  add(term: string, passage: number, weight: number): void {
    const id = this.#idOf(term);
    const before = (this.#last[id] ?? 0) - 1;
    if (before >= 0 && this.#passages[before] === passage) {
      this.#weights[before] = Math.min(MOST_WEIGHT, (this.#weights[before] ?? 0) + weight);
      return;
    }
    if (this.#count === this.#terms.length) this.#grow();
    this.#terms[this.#count] = id;
    this.#passages[this.#count] = passage;
    this.#weights[this.#count] = Math.min(MOST_WEIGHT, weight);
    this.#count += 1;
    this.#last[id] = this.#count;
  }

  /** All lists by their terms in order; nothing is left. */
  *take(): Generator<PostingList> {
    const names = [...this.#ids.keys()];
    const [starts, order] = this.#byTerm(names.length);
    for (const term of [...names].sort()) {
      const id = this.#ids.get(term) ?? 0;
      const [from, to] = [starts[id] ?? 0, starts[id + 1] ?? 0];
      yield { term, passages: to - from, bytes: this.#encoded(order.subarray(from, to)) };
    }
    this.#ids = new Map();
    this.#last.fill(0);
    this.#count = 0;
  }

  #idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(term, id);
    if (id === this.#last.length) this.#last = enlarged(this.#last, new Uint32Array(id * 2));
    return id;
  }

  /** Where each term's postings begin in an order by term, and that order. */
  #byTerm(terms: number): [Uint32Array, Uint32Array] {
    const starts = new Uint32Array(terms + 1);
    for (let at = 0; at < this.#count; at += 1) {
      const next = (this.#terms[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let id = 0; id < terms; id += 1) starts[id + 1] = (starts[id + 1] ?? 0) + (starts[id] ?? 0);
    const next = starts.slice();
    const order = new Uint32Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const id = this.#terms[at] ?? 0;
      order[next[id] ?? 0] = at;
      next[id] = (next[id] ?? 0) + 1;
    }
    return [starts, order];
  }

  #encoded(places: Uint32Array): Uint8Array {
    const bytes = new Uint8Array(places.length * 6);
    let [length, before] = [0, 0];
    for (const place of places) {
      const passage = this.#passages[place] ?? 0;
      let step = passage - before;
      for (; step > 127; step >>>= 7) bytes[length++] = (step & 127) | 128;
      bytes[length++] = step;
      bytes[length++] = this.#weights[place] ?? 0;
      before = passage;
    }
    return bytes.slice(0, length);
  }

  #grow(): void {
    const size = this.#terms.length * 2;
    this.#terms = enlarged(this.#terms, new Uint32Array(size));
    this.#passages = enlarged(this.#passages, new Uint32Array(size));
    this.#weights = enlarged(this.#weights, new Uint8Array(size));
  }
}

function enlarged<Numbers extends Uint32Array | Uint8Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Reads a list's bytes: tells each passage's number with its weight. */
export function readPostings(bytes: Uint8Array, tell: (passage: number, weight: number) => void): void {
  let [at, passage] = [0, 0];
  while (at < bytes.length) {
    let [step, shift, byte] = [0, 0, bytes[at++] ?? 0];
    for (; byte > 127; byte = bytes[at++] ?? 0, shift += 7) step |= (byte & 127) << shift;
    passage += step | (byte << shift);
    tell(passage, bytes[at++] ?? 0);
  }
}
