const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in the largest unit that leaves a figure before the point: `1.2 MB`. */
export function bytesInWords(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1_000 && unit < UNITS.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${size >= 100 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
