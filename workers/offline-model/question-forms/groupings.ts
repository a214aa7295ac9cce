import { type AggregateKind, aggregateOf, shownColumns, shownFilters } from './aggregate.ts';
import { isOneOf } from './filters.ts';
import type { Computation, QuestionForm } from './form.ts';
import { selectSql } from './sql.ts';
import type { TableReading } from './table-reading.ts';
import { tellRows } from './telling.ts';

const CUE = /\b(?:(?:for|of|in|on|by|per)\s+)?(?:each|every)\s+(?:of the\s+)?|\b(?:per|by|grouped by)\s+/gi;

/** One value for each group: "How many output tokens did each team use?", "average hours per person". */
export const GROUPINGS: readonly QuestionForm[] = [
  grouping('groupings/average', /\b(?:average|mean)\b/i, ['average', 'mean'], 'average'),
  grouping('groupings/highest', /\b(?:highest|maximum|max)\b/i, ['highest', 'maximum', 'max'], 'max'),
  grouping('groupings/lowest', /\b(?:lowest|minimum|min)\b/i, ['lowest', 'minimum', 'min'], 'min'),
  grouping('groupings/total', /./, ['total', 'sum', 'altogether', 'overall', 'number', 'count'], 'sum'),
];

function grouping(name: string, said: RegExp, words: readonly string[], kind: AggregateKind): QuestionForm {
  const pattern = new RegExp(`^(?=.*\\b(?:each|every|per|by)\\b)(?=.*${said.source})`, 'is');
  return { name, pattern, words, compose: (reading) => composeGrouping(reading, kind) };
}

function composeGrouping(reading: TableReading, kind: AggregateKind): Computation | null {
  const group = reading.groupAfter(CUE);
  if (group === null) return null;
  const measure = reading.measure(kind);
  if (measure === null && (kind !== 'sum' || reading.ambiguous.length > 0 || !reading.namesRows())) return null;
  const filters = reading.filters();
  if (filters === null || reading.leftover().length > 0 || isOneOf(group, filters)) return null;
  const aggregate = aggregateOf(kind, measure);
  const shown = shownFilters(filters);
  const sql = selectSql({
    columns: [`${group.sql} as ${group.alias}`, ...shownColumns(filters), `${aggregate.sql} as ${aggregate.alias}`],
    table: reading.table.name,
    where: filters.map((filter) => filter.sql),
    groupBy: [group.sql, ...shown],
    // Time runs on; everything else is read from the largest down.
    orderBy: isTime(group.label) ? [group.alias] : [`${aggregate.alias} desc`, group.alias],
  });
  const told = { measure: aggregate.words, table: reading.table.name, filters };
  return { sql, table: reading.table.name, tell: (rows) => tellRows(told, group, rows) };
}

function isTime(label: string): boolean {
  return /^(?:month|year|date|week|quarter)$/i.test(label);
}
