import { useState } from 'react';
import type { JobRow } from '../../../../contract/job-list-api.ts';

/** Which jobs of a list are chosen for what is done with several. */
export interface Chosen {
  /** All that the list counts, those not shown with them. */
  isAll: boolean;
  /** Whether anything was ever chosen here. */
  isUsed: boolean;
  /** Of those shown. */
  rows: readonly JobRow[];
  has(id: string): boolean;
  choose(id: string, isChosen: boolean): void;
  chooseShown(isChosen: boolean): void;
  chooseAll(): void;
  chooseNone(): void;
}

/** What is chosen belongs to the list that it was chosen in: another search begins with none. */
export function useChosen(key: string, shown: readonly JobRow[]): Chosen {
  const [chosen, set] = useState<{ key: string; ids: ReadonlySet<string> | 'all'; isUsed?: true }>({
    key,
    ids: new Set(),
  });
  const ids = chosen.key === key ? chosen.ids : new Set<string>();
  const idsShown = shown.map(({ id }) => id);
  const put = (next: ReadonlySet<string> | 'all'): void => set({ key, ids: next, isUsed: true });
  const has = (id: string): boolean => ids === 'all' || ids.has(id);
  return {
    isAll: ids === 'all',
    isUsed: chosen.isUsed === true,
    rows: shown.filter(({ id }) => has(id)),
    has,
    choose: (id, isChosen) => {
      const before = idsShown.filter(has).filter((other) => other !== id);
      put(new Set(isChosen ? [...before, id] : before));
    },
    chooseShown: (isChosen) => put(new Set(isChosen ? idsShown : [])),
    chooseAll: () => put('all'),
    chooseNone: () => put(new Set()),
  };
}
