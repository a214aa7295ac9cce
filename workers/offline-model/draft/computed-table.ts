import { readToldRow, type ToldRow } from '../question-forms/telling.ts';
import type { DraftedBlock } from './blocks.ts';
import type { NotedStatement } from './sections.ts';

/** Statements of one note with the grouped ones taken out as a table. */
export interface WithTables {
  sentences: NotedStatement[];
  tables: DraftedBlock[];
}

/** Two rows are a table; a single one stays a sentence. */
const FEWEST_ROWS = 2;

/** Turns the rows of a grouping, told one a sentence by the research step, into a table whose rows each cite the query. */
export function tablesOf(statements: readonly NotedStatement[]): WithTables {
  const groups = new Map<string, { statement: NotedStatement; row: ToldRow }[]>();
  const sentences: NotedStatement[] = [];
  for (const statement of statements) {
    const row = readToldRow(statement.text);
    if (row === null) sentences.push(statement);
    else {
      const key = JSON.stringify([row.subject, row.label, statement.evidence]);
      groups.set(key, [...(groups.get(key) ?? []), { statement, row }]);
    }
  }
  const tables: DraftedBlock[] = [];
  for (const group of groups.values()) {
    const first = group[0]?.row;
    if (first === undefined) continue;
    if (group.length < FEWEST_ROWS) sentences.push(...group.map(({ statement }) => statement));
    else tables.push(tableOf(first, group));
  }
  return { sentences, tables };
}

function tableOf(first: ToldRow, group: readonly { statement: NotedStatement; row: ToldRow }[]): DraftedBlock {
  const measure = first.subject.replace(/ in (?:the table|table ").*$/s, '');
  return {
    type: 'table',
    text: `${first.subject} by ${first.label}`,
    sentences: [],
    columns: [first.label, measure],
    rows: group.map(({ statement, row }) => ({ cells: [row.group, row.value], evidence: statement.evidence })),
  };
}
