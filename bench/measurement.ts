/** One measured figure: what it says, and what it should be where the design names an aim. */
export interface Figure {
  what: string;
  value: string;
  aim?: string;
}

/** One file of measurements; `run` reports progress by `tell`. */
export interface Measurement {
  name: string;
  /** What is measured and how, in a sentence or two for the document. */
  words: string;
  run(tell: (line: string) => void): Promise<Figure[]>;
}

/** The value below which the given share (0 to 1) of the numbers lies, by the nearest rank. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Milliseconds as seconds with two digits. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** The middle one, and the range. */
export function middleOf(numbers: readonly number[], show: (value: number) => string): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${show(percentile(numbers, 0.5))} (${show(least)} to ${show(most)}, n = ${numbers.length})`;
}
