import { readJsonLines } from '../../activities/documents/json-lines.ts';
import { queryLine } from '../../activities/tasks/query-line.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { findQuote } from '../../contract/evidence/quote.ts';
import { type Passage, passageSchema, type Source, type SourceSet } from '../../contract/evidence/source.ts';
import { sha256OfJson } from '../../contract/hash.ts';
import type { Laboratory } from '../laboratory.ts';
import type { SetItem } from './set-item.ts';

type ReadSource = Extract<Source, { status: 'read' }>;

/** Looks up what the items of the set cite in what our readers made of the documents. */
export class EvidencePlacer {
  readonly #laboratory: Laboratory;
  readonly #set: SourceSet;
  readonly #passages = new Map<string, Passage[]>();

  constructor(laboratory: Laboratory, set: SourceSet) {
    this.#laboratory = laboratory;
    this.#set = set;
  }

  /** The evidence of an item under an id, or null where no passage of its document holds the quoted words. */
  async place(id: string, item: SetItem): Promise<Evidence | null> {
    const source = this.#set.sources.find(({ title }) => title === item.cited.document);
    if (source?.status !== 'read') return null;
    const evidence =
      item.cited.kind === 'cell' ? await this.#cell(id, source, item) : await this.#words(id, source, item);
    if (evidence === null) return null;
    if (item.forged?.kind === 'quote') return { ...evidence, quote: item.forged.quote };
    return item.forged?.kind === 'passage' ? { ...evidence, passageId: `${source.id}-p999999` } : evidence;
  }

  async #words(id: string, source: ReadSource, { cited }: SetItem): Promise<Evidence | null> {
    if (cited.kind !== 'words') return null;
    for (const passage of await this.#passagesOf(source)) {
      const found = findQuote(passage.text, cited.quote);
      if (found === null) continue;
      const { locator } = passage;
      return { id, sourceId: source.id, passageId: passage.id, locator, quote: found.exact, query: null };
    }
    return null;
  }

  async #cell(id: string, source: ReadSource, { cited }: SetItem): Promise<Evidence | null> {
    const [table] = source.tables;
    if (table === undefined || cited.kind !== 'cell') return null;
    const nameOf = (header: string) => table.columns.find((column) => column.header === header)?.name;
    const [column, key] = [nameOf(cited.column), nameOf(cited.keyColumn)];
    if (column === undefined || key === undefined) return null;
    const sql = `select "${column}" from "${table.name}" where "${key}" = '${cited.key.replaceAll("'", "''")}'`;
    const result = await this.#laboratory.tables.withTables(sha256OfJson(this.#set), this.#set, (database) =>
      database.query(sql, {}),
    );
    const query = { sql, columns: result.columns, rows: result.rows, tables: [table.name], scale: result.scale };
    const locator = { kind: 'query' as const, tables: [table.name] };
    return { id, sourceId: source.id, passageId: null, locator, quote: queryLine(query), query };
  }

  async #passagesOf(source: ReadSource): Promise<Passage[]> {
    const known = this.#passages.get(source.id);
    if (known !== undefined) return known;
    const passages: Passage[] = [];
    for await (const batch of readJsonLines(this.#laboratory.store.artifacts, source.passages.sha256))
      passages.push(...batch.map((line) => passageSchema.parse(line)));
    this.#passages.set(source.id, passages);
    return passages;
  }
}
