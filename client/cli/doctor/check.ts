/** The outcome of looking at one thing: in order, worth knowing, or a problem with its remedy. */
export interface Check {
  name: string;
  state: 'good' | 'note' | 'problem';
  words: string;
  remedy?: string;
}

/** Bytes for people, in decimal units. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}
