import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';
import { jsonOrNull } from './stored-json.ts';

/** The place after the last row of a page: rows that come or change meanwhile neither shift nor repeat anything. */
export type CursorKey = readonly (string | number)[];

const cursorSchema = z.tuple([z.string().max(40), z.array(z.union([z.string().max(1_000), z.number()])).max(4)]);

/** Writes a cursor; `list` names the list and its order, for which alone it is valid. */
export function writeCursor(list: string, key: CursorKey): string {
  return Buffer.from(JSON.stringify([list, key])).toString('base64url');
}

/** Reads a cursor back; `shape` is a key of the same list, whose types it must have. Throws `request-invalid` naming `cursor`. */
export function readCursor<Key extends CursorKey>(
  list: string,
  shape: { [At in keyof Key]: 'string' | 'number' },
  text: string,
): Key {
  const parsed = cursorSchema.safeParse(jsonOrNull(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw refused('This cursor does not come from a page before.');
  const [madeFor, key] = parsed.data;
  if (madeFor !== list)
    throw refused('This cursor comes from a list in another order: begin it again without a cursor.');
  if (!fits<Key>(key, shape)) throw refused('This cursor does not come from a page before.');
  return key;
}

function fits<Key extends CursorKey>(key: CursorKey, shape: { [At in keyof Key]: 'string' | 'number' }): key is Key {
  return key.length === shape.length && key.every((part, at) => typeof part === shape[at]);
}

/** Refuses a page of more or fewer rows than one may have. Throws `request-invalid` naming `limit`. */
export function checkLimit(limit: number, most = 1_000): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new DossierError('request-invalid', `A page holds 1 to ${most} rows.`, { field: 'limit' });
}

function refused(words: string): DossierError {
  return new DossierError('request-invalid', words, { field: 'cursor' });
}
