export { counted } from './counted.ts';

const EXACT = new Intl.NumberFormat(undefined);
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

/** A number in figures of even width; short from ten thousand on, with the exact one on hover. */
export function Count({ of, exact = false }: { of: number; exact?: boolean }) {
  const isShort = !exact && of >= 10_000;
  return (
    <span className="figure" title={isShort ? EXACT.format(of) : undefined}>
      {(isShort ? SHORT : EXACT).format(of)}
    </span>
  );
}
