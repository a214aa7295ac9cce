import type { Transaction } from 'kysely';
import { listSearchSchema, SAVED_VIEWS_LIMIT, type SavedView } from '../../contract/views-api.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { SavedViewLedger } from './list-ports.ts';
import { jsonOrNull } from './stored-json.ts';
import type { LedgerTables, SavedViewsTable } from './tables.ts';

/** Keeping searches of the list of jobs under names. */
export function savedViewOperations(database: LedgerDatabase): SavedViewLedger {
  return {
    async listViews(organisation) {
      const rows = await database.read((db) =>
        db.selectFrom('saved_views').selectAll().where('organisation', '=', organisation).orderBy('name').execute(),
      );
      return rows.flatMap(toView);
    },
    saveView: (organisation, view, replace) =>
      database.write(async (transaction) => {
        const row = toRow(organisation, view);
        const standing = await transaction
          .selectFrom('saved_views')
          .select('search')
          .where('organisation', '=', organisation)
          .where('name', '=', view.name)
          .executeTakeFirst();
        if (standing === undefined)
          return (await isFull(transaction, organisation)) ? 'full' : insert(transaction, row);
        if (!replace) return standing.search === row.search ? 'same' : 'exists';
        await transaction
          .updateTable('saved_views')
          .set(row)
          .where('organisation', '=', organisation)
          .where('name', '=', view.name)
          .execute();
        return 'saved';
      }),
    async deleteView(organisation, name) {
      await database.write((transaction) =>
        transaction
          .deleteFrom('saved_views')
          .where('organisation', '=', organisation)
          .where('name', '=', name)
          .execute(),
      );
    },
  };
}

/** Two that save a new name at once: the first one has it. */
async function insert(transaction: Transaction<LedgerTables>, row: SavedViewsTable): Promise<'saved' | 'exists'> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('saved_views')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation', 'name']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 0n ? 'exists' : 'saved';
}

async function isFull(transaction: Transaction<LedgerTables>, organisation: string): Promise<boolean> {
  const { views } = await transaction
    .selectFrom('saved_views')
    .select((eb) => eb.fn.countAll<number>().as('views'))
    .where('organisation', '=', organisation)
    .executeTakeFirstOrThrow();
  return views >= SAVED_VIEWS_LIMIT;
}

function toRow(organisation: string, { name, search, owner, savedAt }: SavedView): SavedViewsTable {
  // In one order, so that the same search is the same text.
  const sorted = Object.entries(search).sort(([one], [other]) => (one < other ? -1 : 1));
  return { organisation, owner, name, search: JSON.stringify(Object.fromEntries(sorted)), saved_at: savedAt };
}

/** A search of another version that this one does not know is left out: it cannot be shown as what it was. */
function toView({ name, search, owner, saved_at }: SavedViewsTable): SavedView[] {
  const known = listSearchSchema.safeParse(jsonOrNull(search));
  return known.success ? [{ name, search: known.data, owner, savedAt: saved_at }] : [];
}
