import { useShortcuts } from './use-shortcuts.ts';

/** Moves the focus over the entries of a list (elements marked `data-list-item`) by j and k; Enter opens the one that has it, as a link does. */
export function useListKeys(): void {
  const move = (by: 1 | -1) => () => {
    const entries = [...document.querySelectorAll<HTMLElement>('[data-list-item]')];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const next = entries[at === -1 ? 0 : Math.max(0, Math.min(entries.length - 1, at + by))];
    next?.focus();
  };
  useShortcuts({ j: move(1), k: move(-1) });
}
