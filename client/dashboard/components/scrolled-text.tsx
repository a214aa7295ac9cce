import type { Ref } from 'react';

/** Text as it is, in a box that scrolls; by keys, too. */
export function ScrolledText({ label, text, ref }: { label: string; text: string; ref?: Ref<HTMLElement> }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by keys.
    <section className="scrolled-text" ref={ref} aria-label={label} tabIndex={0}>
      <pre>{text}</pre>
    </section>
  );
}
