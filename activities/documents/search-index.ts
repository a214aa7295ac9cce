import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { type Passage, passageSchema } from '../../contract/evidence/source.ts';
import { DossierError } from '../../contract/failures.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import { searchQuery } from './search-query.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

/** A passage that was found; a higher score is better, and comparable within one search only. */
export interface FoundPassage {
  passage: Passage;
  score: number;
}

/** Candidates that are looked at for diversity. */
const CANDIDATES = 200;
/** Each further passage of a source already chosen from counts that much less. */
const SAME_SOURCE_FACTOR = 0.85;

/** An open index over the passages of one source set: search, and reading by id. */
export class SearchIndex {
  readonly #database: DatabaseSync;
  readonly #candidates;
  readonly #byId;
  readonly #around;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#candidates = database.prepare(`
      select p.source as source, p.passage as passage, f.score as score
      from (select rowid as number, -bm25(words, 2.0, 1.0) as score from words where words match ?
            order by score desc, rowid limit ${CANDIDATES}) f
      join passages p on p.number = f.number order by f.score desc, f.number`);
    this.#byId = database.prepare('select number, source, passage from passages where id = ?');
    this.#around = database.prepare(
      'select passage from passages where number between ? and ? and source = ? order by number',
    );
  }

  /** The best passages for some words, best first. Equal scores keep document order, so that the same search gives the same answer. */
  search(words: string, limit: number): FoundPassage[] {
    const query = searchQuery(words);
    if (query === null) return [];
    const rest = this.#candidates.all(query).map((row) => ({
      source: String(row.source),
      passage: String(row.passage),
      score: Number(row.score),
    }));
    const chosen: FoundPassage[] = [];
    const fromSource = new Map<string, number>();
    while (chosen.length < limit && rest.length > 0) {
      const weighed = rest.map((row) => row.score * SAME_SOURCE_FACTOR ** (fromSource.get(row.source) ?? 0));
      const best = weighed.indexOf(Math.max(...weighed));
      const [row] = rest.splice(best, 1);
      if (row === undefined) break;
      fromSource.set(row.source, (fromSource.get(row.source) ?? 0) + 1);
      chosen.push({ passage: parsePassage(row.passage), score: Number((weighed[best] ?? 0).toPrecision(6)) });
    }
    return chosen;
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
      // The first read opens the file for good.
      database.prepare('select count(*) from passages').get();
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
