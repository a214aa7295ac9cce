/** A few opened things by key, the latest used kept open. Whoever uses one holds a lease: eviction closes it when the last lease ends. */
export interface LeasedCache<Opened> {
  /** Runs `use` with the thing of a key, opening it where it is not open. Callers at the same time share one opening; a failed one is forgotten. */
  use<Result>(key: string, open: () => Promise<Opened>, use: (opened: Opened) => Promise<Result>): Promise<Result>;
  /** Closes everything that is not in use, and the rest as it comes back. */
  close(): Promise<void>;
}

interface Entry<Opened> {
  opening: Promise<Opened>;
  leases: number;
  evicted: boolean;
}

/** Makes a cache that keeps at most `most` things open, apart from those in use. */
export function createLeasedCache<Opened>(most: number, close: (opened: Opened) => void): LeasedCache<Opened> {
  // A map keeps the order of insertion, and so of use.
  const entries = new Map<string, Entry<Opened>>();
  const closeWhenFree = async (entry: Entry<Opened>) => {
    if (!entry.evicted || entry.leases > 0) return;
    const opened = await entry.opening.catch(() => null);
    if (opened !== null) close(opened);
  };
  const evict = async (key: string, entry: Entry<Opened>) => {
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.evicted) return;
    entry.evicted = true;
    await closeWhenFree(entry);
  };
  return {
    async use(key, open, use) {
      const entry = entries.get(key) ?? { opening: open(), leases: 0, evicted: false };
      entries.delete(key);
      entries.set(key, entry);
      entry.leases += 1;
      try {
        for (const [oldest, old] of [...entries].slice(0, Math.max(0, entries.size - most))) await evict(oldest, old);
        return await use(await opened(entry, () => evict(key, entry)));
      } finally {
        entry.leases -= 1;
        await closeWhenFree(entry);
      }
    },
    async close() {
      for (const [key, entry] of [...entries]) await evict(key, entry);
    },
  };
}

async function opened<Opened>(entry: Entry<Opened>, forget: () => Promise<void>): Promise<Opened> {
  try {
    return await entry.opening;
  } catch (error) {
    await forget();
    throw error;
  }
}
