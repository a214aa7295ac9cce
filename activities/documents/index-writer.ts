import { createReadStream } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { ArtifactRef } from '../../contract/artifact.ts';
import type { Passage } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';

const MOST_BYTES = 8_000_000_000;

/** The tables of an index: passages by number, id and source, and over them a full-text index without a copy of the text. */
const SCHEMA = `
  pragma journal_mode = off;
  pragma synchronous = off;
  create table passages (number integer primary key, id text not null unique, source text not null, passage text not null) strict;
  create virtual table words using fts5 (headings, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');
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
  readonly #addWords;
  #count = 0;

  /** `path` is a file that does not exist yet. */
  constructor(path: string) {
    this.#path = path;
    this.#database = new DatabaseSync(path);
    this.#database.exec(SCHEMA);
    this.#addPassage = this.#database.prepare('insert into passages values (?, ?, ?, ?)');
    this.#addWords = this.#database.prepare('insert into words (rowid, headings, text) values (?, ?, ?)');
  }

  /** Adds a passage in document order; one that is not `indexed` can be read but is never found. */
  add(passage: Passage, indexed: boolean): void {
    this.#count += 1;
    this.#addPassage.run(this.#count, passage.id, passage.sourceId, JSON.stringify(passage));
    if (!indexed) return;
    // A CSV's header stands over all its rows; it counts with the first ones, or every row would match its words.
    const headings = passage.locator.kind === 'rows' && passage.locator.from > 0 ? [] : passage.headings;
    this.#addWords.run(this.#count, headings.join('\n'), passage.text);
  }

  /** Closes the index and stores it. */
  async store(artifacts: ArtifactStore): Promise<ArtifactRef> {
    this.#database.exec(`insert into words (words) values ('optimize'); commit;`);
    this.close();
    const meta = { mediaType: 'application/vnd.sqlite3', title: 'Index over the passages' };
    return artifacts.putStream(createReadStream(this.#path), meta, MOST_BYTES);
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
