import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { type Passage, passageSchema } from '../../../contract/evidence/source.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type Candidate, chooseDiverse, togetherBonus } from './passage-choice.ts';
import { PassageScores } from './passage-scores.ts';
import { queryWords } from './search-query.ts';

/** A passage that was found; a higher score is better, and comparable within one search only. */
export interface FoundPassage {
  passage: Passage;
  score: number;
}

/** Passages that are read and looked at closely. */
const CANDIDATES = 120;
/** The share of its score that a passage gives to its neighbours: what stands beside a match, as a table below its caption, belongs to it. */
const NEIGHBOUR_SHARE = 0.15;

/** An open index over the passages of one source set: search, and reading by id. */
export class SearchIndex {
  readonly #database: DatabaseSync;
  readonly #scores: PassageScores;
  readonly #firstOfSources: ReadonlySet<number>;
  readonly #lengths: Uint16Array;
  readonly #postings;
  readonly #byNumber;
  readonly #byId;
  readonly #around;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const bytes = database.prepare('select lengths from lengths').get()?.lengths;
    if (!(bytes instanceof Uint8Array)) throw new TypeError('An index holds the lengths of its passages.');
    this.#lengths = new Uint16Array(bytes.slice().buffer);
    this.#scores = new PassageScores(this.#lengths);
    const sources = database.prepare('select first from sources').all();
    this.#firstOfSources = new Set(sources.map(({ first }) => Number(first)));
    this.#postings = database.prepare('select passages, postings from terms where term = ? order by segment');
    this.#byNumber = database.prepare('select passage from passages where number = ?');
    this.#byId = database.prepare('select number, source, passage from passages where id = ?');
    this.#around = database.prepare(
      'select passage from passages where number between ? and ? and source = ? order by number',
    );
  }

  /** The best passages for some words, best first. Equal scores keep document order, so that the same search gives the same answer. */
  search(words: string, limit: number): FoundPassage[] {
    const rarities = this.#score(queryWords(words));
    const candidates = this.#candidates().map(({ passage, score }) => ({
      passage,
      score: score + togetherBonus(passage, rarities),
    }));
    return chooseDiverse(
      candidates.sort((one, other) => other.score - one.score),
      limit,
    );
  }

  /** Scores all passages; gives what each term that occurs weighs, in the query's order. */
  #score(words: readonly string[][]): Map<string, number> {
    this.#scores.clear();
    const rarities = new Map<string, number>();
    for (const terms of words) {
      const whole = terms.at(-1) ?? '';
      // Of a name with digits (`gpt-5.5`) the parts say nothing where the whole is known.
      const isKnown = terms.length > 1 && /\p{N}/u.test(whole) && this.#add(whole, rarities);
      if (!isKnown) for (const term of terms) this.#add(term, rarities);
    }
    return rarities;
  }

  /** Adds what a term gives to the scores; whether any passage holds it. */
  #add(term: string, rarities: Map<string, number>): boolean {
    if (rarities.has(term)) return true;
    const lists = this.#postings.all(term);
    if (lists.length === 0) return false;
    const rarity = this.#scores.rarity(lists.reduce((sum, list) => sum + Number(list.passages), 0));
    rarities.set(term, rarity);
    for (const { postings } of lists) if (postings instanceof Uint8Array) this.#scores.add(postings, rarity);
    return true;
  }

  /** The passages that match best, with what their neighbours give them. */
  #candidates(): Candidate[] {
    const found = this.#scores.best(CANDIDATES).map(({ number }) => ({ number, passage: this.#passageOf(number) }));
    const known = new Set(found.map(({ number }) => number));
    for (const { number, passage } of [...found]) {
      // What a passage announces ("Prices in 2025:") stands in the next one, which may hold none of the words.
      const announces = passage.text.endsWith(':') && !known.has(number + 1) && !this.#firstOfSources.has(number + 1);
      if (announces && (this.#lengths[number] ?? 0) > 0)
        found.push({ number: number + 1, passage: this.#passageOf(number + 1) });
    }
    return found
      .sort((one, other) => one.number - other.number)
      .map(({ number, passage }) => ({ passage, score: this.#withNeighbours(number) }));
  }

  #withNeighbours(number: number): number {
    const before = this.#firstOfSources.has(number) ? 0 : this.#scores.of(number - 1);
    const after = this.#firstOfSources.has(number + 1) ? 0 : this.#scores.of(number + 1);
    return this.#scores.of(number) + NEIGHBOUR_SHARE * Math.max(before, after);
  }

  #passageOf(number: number): Passage {
    return parsePassage(String(this.#byNumber.get(number)?.passage));
  }

  /** The passage of an id, or null where there is none. */
  passage(id: string): Passage | null {
    const row = this.#byId.get(id);
    return row === undefined ? null : parsePassage(String(row.passage));
  }

  /** A passage with up to `neighbours` of its source on each side, in document order; empty where there is no such id. */
  passagesAround(id: string, neighbours: number): Passage[] {
    const row = this.#byId.get(id);
    if (row === undefined) return [];
    const number = Number(row.number);
    const rows = this.#around.all(number - neighbours, number + neighbours, String(row.source));
    return rows.map((one) => parsePassage(String(one.passage)));
  }

  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** Opens the index of an artifact. Its file has no name any more when this returns, so that nothing is left behind however the process ends. */
export async function openSearchIndex(artifacts: ArtifactStore, sha256: string): Promise<SearchIndex> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, 'index.sqlite');
    await pipeline(await artifacts.getStream(sha256), createWriteStream(path, { mode: 0o600 }));
    const database = new DatabaseSync(path, { readOnly: true });
    try {
      return new SearchIndex(database);
    } catch (cause) {
      database.close();
      throw new DossierError('artifact-corrupt', `Artifact ${sha256} is no index over passages.`, { cause });
    }
  });
}

function parsePassage(json: string): Passage {
  return passageSchema.parse(JSON.parse(json));
}
