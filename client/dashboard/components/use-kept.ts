import { useCallback, useState } from 'react';
import type { z } from 'zod';

function read<Value>(key: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? undefined : schema.parse(JSON.parse(kept));
  } catch {
    // What an older page kept, or a browser that keeps nothing: the form begins empty.
    return undefined;
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or closed store costs what a reload would lose, nothing more.
  }
}

/**
 * What somebody writes, kept by `key` over a reload of this tab until it is cleared. The key must stay the same for as long as the component stands:
 * give the component a React key where it may change.
 */
export function useKept<Value>(
  key: string,
  schema: z.ZodType<Value>,
  empty: Value,
): { value: Value; isKept: boolean; keep(next: (before: Value) => Value): void; clear(): void } {
  const [kept, setKept] = useState(() => read(key, schema));
  const keep = useCallback(
    (next: (before: Value) => Value) =>
      setKept((before) => {
        const value = next(before ?? empty);
        write(key, value);
        return value;
      }),
    [key, empty],
  );
  const clear = useCallback(() => {
    write(key, undefined);
    setKept(undefined);
  }, [key]);
  return { value: kept ?? empty, isKept: kept !== undefined, keep, clear };
}
