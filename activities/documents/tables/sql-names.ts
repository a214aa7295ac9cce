/** Words that DuckDB reads as syntax where a name stands. */
const RESERVED = new Set(
  `all analyse analyze and anti any array as asc asof asymmetric authorization binary both case cast check collate collation column
  concurrently constraint create cross default deferrable desc describe distinct do else end except false fetch for foreign freeze from
  full generated glob grant group having ilike in initially inner intersect into is isnull join lambda lateral leading left like limit
  map natural not notnull null offset on only or order outer overlaps pivot pivot_longer pivot_wider placing positional primary qualify
  references returning right select semi show similar some struct summarize symmetric table tablesample then to trailing true try_cast
  union unique unpivot using values variadic verbose when where window with`.split(/\s+/),
);

/**
 * A name for SQL from words: snake_case of plain ASCII, so that it needs no quoting. `meter-readings` becomes `meter_readings`,
 * `end` (a word of SQL) `end_`, `2024` with the fallback `table` `table_2024`; words without a letter or digit become the fallback.
 */
export function sqlName(words: string, fallback: string): string {
  const plain = words
    .replaceAll('ß', 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[æÆ]/g, 'ae')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/([a-z0-9]{2})([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  if (name === '') return fallback;
  if (/^\d/.test(name)) return `${fallback}_${name}`;
  return RESERVED.has(name) ? `${name}_` : name;
}

/** The first of `name`, `name_2`, `name_3` ... that is not taken; takes it. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name}_${count}`;
  taken.add(unique);
  return unique;
}

/** The words of a table's name: the file's name without its folders and ending. */
export function fileStem(name: string): string {
  const file = name.split(/[/\\]/).at(-1) ?? name;
  return file.replace(/(?<=.)\.[^.]*$/, '');
}
