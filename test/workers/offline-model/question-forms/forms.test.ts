import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkWording } from '../../../../contract/evidence/claim-checks.ts';
import { compute, QUESTION_FORMS } from '../../../../workers/offline-model/question-forms/compute.ts';
import { type FoundValue, knownTable } from '../../../../workers/offline-model/question-forms/known-table.ts';
import { lookUps, valuesFound } from '../../../../workers/offline-model/question-forms/look-up.ts';
import { readToldRow } from '../../../../workers/offline-model/question-forms/telling.ts';
import { citedQuery } from '../../../support/cited-words.ts';
import { type DocumentSet, openDocumentSet } from '../support/document-set.ts';
import { isQuery } from '../support/offline-job.ts';

const FOLDERS = {
  models: 'examples/model-migration',
  roof: 'test/support/documents/solar-roof',
  rota: 'test/support/documents/clinic-rota',
};
type SetName = keyof typeof FOLDERS;
const TABLES: Record<SetName, string[]> = {
  models: ['usage.csv', 'incidents.csv'],
  roof: ['meter-readings.csv', 'offers.csv'],
  rota: ['shifts.csv'],
};
const sets = new Map<SetName, DocumentSet>();

beforeAll(async () => {
  for (const name of Object.keys(FOLDERS) as SetName[])
    sets.set(name, await openDocumentSet(FOLDERS[name], TABLES[name]));
});
afterAll(async () => {
  for (const set of sets.values()) await set.close();
});

async function rowsOf(set: DocumentSet, sql: string) {
  const result = await set.callTool('query_table', { sql });
  if (!isQuery(result)) throw new Error(`${sql}: ${JSON.stringify(result)}`);
  return result.rows;
}

interface Told {
  form: string;
  sentences: string[];
  sql: string;
  rows: (string | null)[][];
}

/** The form that computes a question, and its sentences. */
async function told(name: SetName, question: string): Promise<Told> {
  const set = sets.get(name);
  if (set === undefined) throw new Error(name);
  const tables = set.tables.map(knownTable);
  const values: FoundValue[] = [];
  for (const { table, sql } of lookUps(question, tables)) values.push(...valuesFound(table, await rowsOf(set, sql)));
  const computed = compute(question, tables, values);
  if (computed.kind !== 'computation') return { form: computed.kind, sentences: [], sql: '', rows: [] };
  const { sql } = computed.computation;
  const rows = await rowsOf(set, sql);
  const doubt = computed.computation.doubt?.(rows) ?? null;
  return {
    form: computed.form,
    sql,
    rows,
    sentences: doubt === null ? computed.computation.tell(rows) : [`doubt: ${doubt}`],
  };
}

const USAGE = 'in table "usage"';
const INCIDENTS = 'in table "incidents"';

const COMPUTED: [form: string, set: SetName, question: string, first: string][] = [
  ['totals/how-many', 'roof', 'How many kWh were used in total?', 'Total of kwh in table "meter_readings": 117245.'],
  [
    'totals/how-many',
    'models',
    'How many output tokens did gpt-5.4 use in total?',
    `Total of output_tokens ${USAGE} where model is "gpt-5.4": 87000000.`,
  ],
  [
    'totals/how-many',
    'models',
    'How many minutes did provider incidents take in June 2026?',
    `Total of minutes ${INCIDENTS} where component is "provider" and date lies in 2026-06: 95.`,
  ],
  [
    'totals/total-of',
    'rota',
    'What is the total of hours for Björn?',
    'Total of hours in table "shifts" where person is "Björn": 72.00.',
  ],
  [
    'counts/rows',
    'rota',
    'How many shifts were cancelled?',
    'Number of rows in table "shifts" where status is "cancelled": 3.',
  ],
  [
    'counts/rows',
    'roof',
    'How many readings were estimates?',
    'Number of rows in table "meter_readings" where read_by is "estimate": 2.',
  ],
  [
    'counts/rows',
    'models',
    'What is the number of incidents in 2026?',
    `Number of rows ${INCIDENTS} where date lies in 2026: 16.`,
  ],
  [
    'counts/different',
    'models',
    'How many different teams are there?',
    `Number of different values of team ${USAGE}: 4.`,
  ],
  [
    'counts/named',
    'models',
    'How many teams used gpt-5.4?',
    `Number of different values of team ${USAGE} where model is "gpt-5.4": `,
  ],
  [
    'averages/average-of',
    'models',
    'What is the average number of minutes per incident?',
    `Average of minutes ${INCIDENTS}: 48.`,
  ],
  [
    'averages/average-of',
    'roof',
    'What is the average power of the offers in kWp?',
    'Average of power_kwp in table "offers": 45.32.',
  ],
  ['extremes/highest', 'roof', 'What is the highest price?', 'Highest price_eur in table "offers": 101400.75.'],
  [
    'extremes/lowest',
    'roof',
    'What was the lowest price of the offers?',
    'Lowest price_eur in table "offers": 58752.00.',
  ],
  [
    'rankings/most',
    'models',
    'Which model had the most incident minutes?',
    `Highest total of minutes ${INCIDENTS} by model: "gpt-5.4" with 432.`,
  ],
  [
    'rankings/most',
    'rota',
    'Which role had the most shifts?',
    'Highest number of rows in table "shifts" by role: "nurse" with 31.',
  ],
  [
    'rankings/most',
    'models',
    'What are the top 2 teams by output tokens?',
    `Highest total of output_tokens ${USAGE} by team: "support" with 62200000.`,
  ],
  [
    'rankings/fewest',
    'models',
    'Which team used the fewest output tokens?',
    `Lowest total of output_tokens ${USAGE} by team: "legal" with 14100000.`,
  ],
  [
    'rankings/highest-total',
    'roof',
    'Which month had the highest total of kWh?',
    'Highest total of kwh in table "meter_readings" by month: "2025-12" with 11910.',
  ],
  [
    'rankings/lowest-total',
    'roof',
    'Which building has the lowest total kWh?',
    'Lowest total of kwh in table "meter_readings" by building: "Gartenhaus" with 14085.',
  ],
  [
    'rankings/highest-average',
    'models',
    'Which severity has the highest average minutes?',
    `Highest average of minutes ${INCIDENTS} by severity: "high" with 99.6667.`,
  ],
  [
    'rankings/lowest-average',
    'models',
    'Which severity has the lowest average minutes?',
    `Lowest average of minutes ${INCIDENTS} by severity: "low" with 20.3333.`,
  ],
  [
    'rankings/highest',
    'roof',
    'Which offer has the highest price?',
    'Highest value of price_eur in table "offers" by offer: "D" with 101400.75.',
  ],
  [
    'rankings/lowest',
    'roof',
    'Which offer has the lowest price?',
    'Lowest value of price_eur in table "offers" by offer: "A" with 58752.00.',
  ],
  [
    'groupings/total',
    'models',
    'How many output tokens did each team use in total?',
    `Total of output_tokens ${USAGE} for team "support": 62200000.`,
  ],
  [
    'groupings/total',
    'rota',
    'How many hours were worked on each day of the week?',
    'Total of hours in table "shifts" where status is "worked" for day "Monday": 88.50.',
  ],
  [
    'groupings/total',
    'models',
    'How many incidents were there of each severity?',
    `Number of rows ${INCIDENTS} for severity "medium": 7.`,
  ],
  [
    'groupings/total',
    'models',
    'Total minutes of incidents per month?',
    `Total of minutes ${INCIDENTS} for month "2026-05": 50.`,
  ],
  [
    'groupings/total',
    'models',
    'How many calls did each team make in October?',
    `Total of calls ${USAGE} where month is "2026-10" for team "claims":`,
  ],
  [
    'groupings/average',
    'rota',
    'What are the average hours per role?',
    'Average of hours in table "shifts" for role "',
  ],
  [
    'groupings/highest',
    'models',
    'What were the maximum minutes for each severity?',
    `Highest minutes ${INCIDENTS} for severity "high": 120.`,
  ],
  [
    'groupings/lowest',
    'models',
    'What were the minimum minutes for each severity?',
    `Lowest minutes ${INCIDENTS} for severity "high": 84.`,
  ],
  [
    'differences/between',
    'models',
    'What is the difference in minutes of incidents between gpt-5.4 and gpt-5.5?',
    `Difference of total of minutes ${INCIDENTS} between model "gpt-5.4" (432) and "gpt-5.5" (174): 258.`,
  ],
  [
    'differences/more-than',
    'models',
    'How many more output tokens did support use than claims?',
    `Difference of total of output_tokens ${USAGE} between team "support" (62200000) and "claims" (53100000): 9100000.`,
  ],
  [
    'shares/of-value',
    'rota',
    'What share of the shifts was cancelled?',
    'Percentage of number of rows in table "shifts" with status is "cancelled" (3 of 61): 4.92.',
  ],
  [
    'shares/by-group',
    'models',
    'What percentage of the output tokens did each team use?',
    `Percentage of total of output_tokens ${USAGE} for team "support": 40.44.`,
  ],
];

describe('the table of question forms', () => {
  test.each(COMPUTED)('%s over %s: %s', async (form, set, question, first) => {
    const answer = await told(set, question);
    expect([answer.form, answer.sentences[0]?.slice(0, first.length)]).toEqual([form, first]);
    const cited = [citedQuery({ sql: answer.sql, columns: [], rows: answer.rows, tables: [], scale: 4 })];
    for (const text of answer.sentences) expect(checkWording({ text, cited }).faults).toEqual([]);
  });

  test('every form has a row above', () => {
    const covered = new Set(COMPUTED.map(([form]) => form));
    const elsewhere = /^(?:cells|comparisons|products)\//;
    const names = QUESTION_FORMS.map((form) => form.name).filter((name) => !elsewhere.test(name));
    expect(names.filter((name) => !covered.has(name))).toEqual([]);
  });
});

describe('what is not computed, because it would be a guess', () => {
  test.each<[string, SetName, string]>([
    ['a word that no column explains', 'models', 'How many output tokens did each office use?'],
    ['a price that is in no table', 'models', 'What did gpt-5.4 cost in each month?'],
    ['a value that does not occur', 'models', 'How many output tokens did marketing use in total?'],
    ['a use without a measure', 'roof', 'Which month had the highest use?'],
    ['an exception', 'models', 'How many output tokens were used in total without support?'],
    ['a span of months', 'models', 'How many calls were made between May 2026 and July 2026?'],
    ['a name for which the highest value alone is no answer', 'roof', 'Which inspector had the highest price?'],
    ['a decoy', 'rota', 'How much is the parking allowance for late shifts?'],
  ])('%s', async (_why, set, question) => {
    expect((await told(set, question)).form).toBe('none');
  });

  test('two columns that fit equally are named', async () => {
    const tables = sets.get('models')?.tables.map(knownTable) ?? [];
    expect(compute('How many tokens did each team use?', tables, [])).toEqual({
      kind: 'unclear',
      reason: 'more than one column of the table "usage" fits: "input_tokens", "output_tokens"',
    });
  });

  test('the highest row of something with many rows could be a row or a total', async () => {
    const { sentences } = await told('roof', 'Which building has the highest kWh?');
    expect(sentences[0]).toMatch(/^doubt: "building" has more than one row/);
  });

  test('values are quoted for SQL', async () => {
    const [table] = sets.get('rota')?.tables.map(knownTable) ?? [];
    const value = "O'Hara";
    const computed = compute("How many hours did O'Hara work in total?", table === undefined ? [] : [table], [
      { table: 'shifts', column: 'person', value },
    ]);
    expect(computed.kind === 'computation' && computed.computation.sql).toContain(`"person" = 'O''Hara'`);
  });
});

describe('tables of public kinds', () => {
  const listed = (title: string, columns: [name: string, type: string, ...cells: string[]][]) =>
    knownTable({
      name: title,
      sourceId: 's1',
      sourceTitle: `${title}.csv`,
      title,
      columns: columns.map(([name, type]) => ({ name, header: name, type })),
      rowCount: 1,
      sample: [columns.map(([, , cell = '']) => cell)],
    });
  const flights = listed('flights', [
    ['origin', 'text', 'ABE'],
    ['destination', 'text', 'ATL'],
    ['count', 'integer', '853'],
  ]);
  const disasters = listed('disasters', [
    ['Entity', 'text', 'Flood'],
    ['Year', 'integer', '1900'],
    ['Deaths', 'integer', '12'],
  ]);
  const sqlOf = (question: string, table: ReturnType<typeof knownTable>): string | null => {
    const computed = compute(question, [table], []);
    return computed.kind === 'computation' ? computed.computation.sql : null;
  };

  test('rows that say how many they stand for are added up, not counted', () => {
    expect(sqlOf('Which origin has the most flights?', flights)).toContain('sum("count") as "Total of count"');
    expect(sqlOf('How many flights are there?', flights)).toBe(
      'select sum("count") as "Total of count" from "flights"',
    );
    expect(sqlOf('What is the average number of flights by origin?', flights)).toBeNull();
    expect(sqlOf('How many rows are there in flights?', flights)).toContain('select count(*) as');
  });

  test('one value is not ranked against itself, and the same value in two columns is no condition', () => {
    expect(sqlOf('Which destination had the most flights from ATL?', flights)).toBeNull();
    expect(lookUps('How many flights were there from ATL?', [flights])).toHaveLength(1);
    const twice = ['origin', 'destination'].map((column) => ({ table: flights.name, column, value: 'ATL' }));
    expect(compute('How many flights were there from ATL?', [flights], twice).kind).toBe('none');
  });

  test('what is grouped by is not what is added up', () => {
    const staff = listed('committee', [
      ['committee', 'text', 'Budget'],
      ['prestige', 'integer', '1'],
    ]);
    for (const question of [
      'How many rows are in the committee table by prestige?',
      'How many committees are there by prestige?',
    ])
      expect(sqlOf(question, staff) ?? '').not.toContain('sum');
    expect(sqlOf('What are the top 3 committees by prestige?', staff)).toContain('sum("prestige") as');
  });

  test('a column of years is a time', () => {
    expect(sqlOf('How many deaths were there in 1900?', disasters)).toMatch(
      /^select "Year" as "Year", sum\("Deaths"\) .* where "Year" = 1900 /,
    );
    expect(sqlOf('How many deaths were there in May 1900?', disasters)).toBeNull();
    expect(sqlOf('How many deaths were there by month?', disasters)).toBeNull();
  });

  test('a ranking shows its first rows and says of how many', () => {
    const computed = compute('Which entity had the most deaths?', [disasters], []);
    if (computed.kind !== 'computation') throw new Error(computed.kind);
    const rows = Array.from({ length: 30 }, (_, at) => [`place ${at}`, String(100 - at)]);
    const sentences = computed.computation.tell(rows);
    expect(sentences).toHaveLength(13);
    expect(readToldRow(sentences[1] ?? '')).toEqual({
      subject: 'Total of Deaths in table "disasters" (the first rows)',
      label: 'Entity',
      group: 'place 0',
      value: '100',
    });
  });
});
