import { findQuote } from './find-quote.ts';

/** A text with the quoted words marked; the whole of it where they are not found word by word. */
export function MarkedText({ text, quote }: { text: string; quote: string }) {
  const found = findQuote(text, quote);
  if (found === null) return <mark>{text}</mark>;
  return (
    <>
      {text.slice(0, found.from)}
      <mark>{text.slice(found.from, found.to)}</mark>
      {text.slice(found.to)}
    </>
  );
}
