import type { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';

/** Reads JSON text of a column through its schema; throws `storage-failed` naming `what` where it does not fit: stored data is not trusted either. */
export function parseStored<S extends z.ZodType>(schema: S, text: string, what: string): z.infer<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DossierError('storage-failed', `The ledger holds no readable ${what}.`, { cause: error });
  }
  return checkStored(schema, value, what);
}

/** Checks a value that was put together from columns; throws `storage-failed` naming `what` where it does not fit. */
export function checkStored<S extends z.ZodType>(schema: S, value: unknown, what: string): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 5);
  throw new DossierError('storage-failed', `The ledger holds a ${what} that does not fit its form at: ${where}.`, {
    cause: parsed.error,
  });
}

/** The value of JSON text; null where it is none. */
export function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
