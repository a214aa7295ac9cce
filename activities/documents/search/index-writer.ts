import { createReadStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import type { Passage } from '../../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { PostingLists } from './posting-lists.ts';
import { searchTerms } from './search-terms.ts';

const MOST_BYTES = 8_000_000_000;
/** What a term counts in the headings over a passage and in its document's name; in the text it counts 1. */
const HEADING_WEIGHT = 2;
const TITLE_WEIGHT = 1;
const LONGEST = 65_535;

/**
 * The tables of an index: passages by number and id, the terms with the passages that hold them, the sources by their first passage, and
 * the lengths of all passages (16 bits each, little-endian; 0 where a passage is not searched).
 */
const SCHEMA = `
  pragma journal_mode = off;
  pragma synchronous = off;
  create table passages (number integer primary key, id text not null unique, source text not null, passage text not null) strict;
  create table terms (term text, segment integer, passages integer not null, postings blob not null, primary key (term, segment)) strict, without rowid;
  create table sources (first integer primary key, source text not null) strict;
  create table lengths (lengths blob not null) strict;
  begin;
`;

/**
 * Builds the index over a job's passages as an SQLite file: it takes passages one by one, so that memory does not grow with the documents,
 * and the same passages give the same bytes.
 */
export class IndexWriter {
  readonly #path: string;
  readonly #database: DatabaseSync;
  readonly #addPassage;
  readonly #addTerm;
  readonly #addSource;
  readonly #postings = new PostingLists();
  #lengths = new Uint16Array(1024);
  #count = 0;
  #segment = 0;
  #source = '';

  /** `path` is a file that does not exist yet. */
  constructor(path: string) {
    this.#path = path;
    this.#database = new DatabaseSync(path);
    this.#database.exec(SCHEMA);
    this.#addPassage = this.#database.prepare('insert into passages values (?, ?, ?, ?)');
    this.#addSource = this.#database.prepare('insert into sources values (?, ?)');
    this.#addTerm = this.#database.prepare('insert into terms values (?, ?, ?, ?)');
  }

  /** Adds a passage in document order; one that is not `indexed` can be read but is never found. `title` is its document's name. */
  add(passage: Passage, indexed: boolean, title = ''): void {
    this.#count += 1;
    this.#addPassage.run(this.#count, passage.id, passage.sourceId, JSON.stringify(passage));
    if (passage.sourceId !== this.#source) this.#addSource.run(this.#count, passage.sourceId);
    this.#source = passage.sourceId;
    const words = indexed ? this.#addWords(passage, title) : 0;
    if (this.#count > this.#lengths.length) {
      const longer = new Uint16Array(this.#lengths.length * 2);
      longer.set(this.#lengths);
      this.#lengths = longer;
    }
    this.#lengths[this.#count - 1] = Math.min(words, LONGEST);
    if (this.#postings.isFull) this.#writeSegment();
  }

  #addWords(passage: Passage, title: string): number {
    // A CSV's header stands over all its rows; it counts with the first ones, or every row would match its words.
    const headings = passage.locator.kind === 'rows' && passage.locator.from > 0 ? [] : passage.headings;
    return (
      this.#addTerms(passage.text, 1) +
      this.#addTerms(headings.join('\n'), HEADING_WEIGHT) +
      this.#addTerms(nameOf(title), TITLE_WEIGHT)
    );
  }

  /** Gives the length that they add: what counts double is twice as long. */
  #addTerms(text: string, weight: number): number {
    const terms = searchTerms(text);
    for (const term of terms) this.#postings.add(term, this.#count, weight);
    return terms.length * weight;
  }

  #writeSegment(): void {
    this.#segment += 1;
    for (const { term, passages, bytes } of this.#postings.take())
      this.#addTerm.run(term, this.#segment, passages, bytes);
  }

  /** Closes the index and stores it. */
  async store(artifacts: ArtifactStore): Promise<ArtifactRef> {
    this.#writeSegment();
    const lengths = this.#lengths.subarray(0, this.#count);
    this.#database
      .prepare('insert into lengths values (?)')
      .run(new Uint8Array(lengths.buffer, lengths.byteOffset, lengths.byteLength));
    this.#database.exec('commit');
    this.close();
    const meta = { mediaType: 'application/vnd.sqlite3', title: 'Index over the passages' };
    return artifacts.putStream(createReadStream(this.#path), meta, MOST_BYTES);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** A document's name without folders and ending. */
function nameOf(title: string): string {
  return title.replace(/^.*\//, '').replace(/\.\w{1,5}$/, '');
}
