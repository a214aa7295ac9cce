/** A name as SQL writes it: in double quotes, so that no column name is taken for a keyword. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Text as an SQL literal. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** One select over one table. Empty parts are left out. */
export function selectSql(parts: {
  columns: readonly string[];
  distinct?: boolean;
  table: string;
  where: readonly string[];
  groupBy?: readonly string[];
  orderBy?: readonly string[];
  limit?: number | null;
}): string {
  const { columns, distinct = false, table, where, groupBy = [], orderBy = [], limit = null } = parts;
  return [
    `select ${distinct ? 'distinct ' : ''}${columns.join(', ')}`,
    `from ${sqlName(table)}`,
    where.length > 0 ? `where ${where.join(' and ')}` : '',
    groupBy.length > 0 ? `group by ${groupBy.join(', ')}` : '',
    orderBy.length > 0 ? `order by ${orderBy.join(', ')}` : '',
    limit === null ? '' : `limit ${limit}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
