import type { Computation, QuestionForm } from './form.ts';
import { isMeasure, type KnownColumn, weightColumn } from './known-table.ts';
import { selectSql, sqlName } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { tellValue } from './telling.ts';

const PRICE = /\b(?:price|cost|rate|fee)\b/i;
const TOTAL = /\b(?:total|sum|subtotal|amount)\b/i;

/** What many of something cost: "What was the total cost of the mowers?" over a table of quantities and prices of one. */
export const PRODUCTS: readonly QuestionForm[] = [
  {
    name: 'products/total-cost',
    pattern: /^(?=.*\b(?:total|together|altogether|overall|sum)\b)(?=.*\b(?:cost|costs|price|spent|paid|worth)\b)/is,
    words: ['total', 'together', 'altogether', 'overall', 'sum', 'cost', 'costs', 'price', 'spent', 'paid', 'worth'],
    compose: composeProduct,
  },
  {
    name: 'products/how-many-of',
    pattern: /\bhow many\b/i,
    words: ['bought', 'purchased', 'ordered', 'buy', 'purchase', 'order', 'items', 'units', 'pieces', 'total'],
    compose: composeQuantity,
  },
];

/** The column of prices of one; null where the table has a total, or more than one price. */
function priceColumn({ columns }: TableReading['table']): KnownColumn | null {
  const measures = columns.filter(isMeasure);
  if (measures.some(({ header }) => TOTAL.test(header))) return null;
  const [price, ...more] = measures.filter(({ header }) => PRICE.test(header));
  return price !== undefined && more.length === 0 ? price : null;
}

function composeProduct(reading: TableReading): Computation | null {
  const { table } = reading;
  const [price, quantity] = [priceColumn(table), weightColumn(table)];
  if (price === null || quantity === null) return null;
  const filters = reading.filters();
  if (filters === null || filters.length === 0 || reading.leftover().length > 0) return null;
  reading.fit = 1;
  const sql = selectSql({
    columns: [
      ...filters.map(({ column }) => `any_value(${sqlName(column.name)}) as ${sqlName(column.header)}`),
      `sum(${sqlName(quantity.name)} * ${sqlName(price.name)}) as ${sqlName(`Total of ${quantity.header} times ${price.header}`)}`,
    ],
    table: table.name,
    where: filters.map((filter) => filter.sql),
  });
  const told = { measure: `Total of ${quantity.header} times ${price.header}`, table: table.name, filters };
  return { sql, table: table.name, tell: (rows) => tellValue(told, rows) };
}

/** "How many tablets were bought?" names a row and not the column of its quantity. */
function composeQuantity(reading: TableReading): Computation | null {
  const { table } = reading;
  const quantity = weightColumn(table);
  const filters = quantity === null ? null : reading.filters();
  if (quantity === null || filters === null || reading.leftover().length > 0) return null;
  const counted = /\bhow many\s+(?<first>\S+)/i.exec(reading.question)?.groups?.first?.toLowerCase() ?? '';
  const isCounted = filters.some(({ values }) =>
    values.some((value) => value.toLowerCase().startsWith(counted.slice(0, -1))),
  );
  if (!isCounted) return null;
  const sql = selectSql({
    columns: [
      ...filters.map(({ column }) => `any_value(${sqlName(column.name)}) as ${sqlName(column.header)}`),
      `sum(${sqlName(quantity.name)}) as ${sqlName(`Total of ${quantity.header}`)}`,
    ],
    table: table.name,
    where: filters.map((filter) => filter.sql),
  });
  const told = { measure: `Total of ${quantity.header}`, table: table.name, filters };
  return {
    sql,
    table: table.name,
    tell: (rows) => tellValue(told, rows),
  };
}
