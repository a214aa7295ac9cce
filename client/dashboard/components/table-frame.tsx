import type { ReactNode } from 'react';

/** A table that may be wider than its place, and scrolls in it; by keys, too. */
export function TableFrame({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by keys.
    <section className="table-frame" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
