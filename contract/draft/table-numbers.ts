const NUMBER = /^\s*[-+]?[\d.,\s]*\d[\d.,\s]*%?\s*$/;

/** Which columns hold nothing but numbers, so that their digits are set under each other. */
export function numberColumns(columns: number, rows: readonly (readonly string[])[]): boolean[] {
  return Array.from({ length: columns }, (_, at) => rows.every((cells) => NUMBER.test(cells[at] ?? '')));
}

/** A number with its whole part in groups of three: `12`, `345`, `678` behind the sign, before the rest. */
export interface NumberInGroups {
  sign: string;
  groups: string[];
  rest: string;
}

/** Divides a number of five digits or more, to be set with space alone: what is copied are the source's own characters. Null for any other text. */
export function inGroups(text: string): NumberInGroups | null {
  const long = /^(\s*[-+]?)([1-9]\d{4,})(\D.*)?$/s.exec(text);
  if (long === null) return null;
  const [, sign = '', whole = '', rest = ''] = long;
  return { sign, groups: whole.split(/(?=(?:\d{3})+$)/), rest };
}
