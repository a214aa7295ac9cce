import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTableDatabase } from '../../../activities/tools/duckdb-tables.ts';
import { toolResultSchema } from '../../../activities/tools/tool-result.ts';
import { readSource } from '../../support/ingested-documents.ts';
import { type ToolRig, toolRig } from '../../support/tool-rig.ts';

let tools: ToolRig;
const ORDERS =
  'id;day;moment;price;paid;note;end\n' +
  '1;2026-01-02;2026-01-02 10:30;1.234,50;true;=1+1;x\n' +
  '2;31.12.2025;2025-12-31T23:59:59Z;0,05;false;"a ""b""";\n' +
  '3;;;-;;;y\n';

beforeAll(async () => {
  const numbers = Array.from({ length: 5_000 }, (_, at) => `${at},x${at % 7}`).join('\n');
  tools = await toolRig({ 'orders.csv': ORDERS, 'numbers.csv': `n,word\n${numbers}\n`, 'a.md': 'Words.' });
});
afterAll(() => tools.close());

describe('a query', () => {
  test('reads typed columns; missing cells are NULL', async () => {
    const { columns, rows } = await tools.query('select * from orders order by id');
    expect(columns).toEqual(['id', 'day', 'moment', 'price', 'paid', 'note', 'end_']);
    expect(rows).toEqual([
      ['1', '2026-01-02', '2026-01-02 10:30:00', '1234.50', 'true', '=1+1', 'x'],
      ['2', '2025-12-31', '2025-12-31 23:59:59', '0.05', 'false', 'a "b"', null],
      ['3', null, null, null, null, null, 'y'],
    ]);
  });

  test('computes decimals exactly and shows doubles without their last digits', async () => {
    const { rows } = await tools.query(
      'select sum(price) s, sum(price) * 3 t, avg(n) a, 0.1::double + 0.2 d from orders, numbers',
    );
    expect(rows).toEqual([['6172750.00', '18518250.00', '2499.5', '0.3']]);
  });

  test('is recorded with tables, scale and sources under a stable id', async () => {
    const sql = 'select word, count(*) as total from numbers group by word order by word limit 2;';
    const { content, result } = await tools.call('query_table', { sql });
    const again = await tools.call('query_table', { sql });
    expect(again.result).toBe(result);
    const { recorded } = toolResultSchema.parse(content);
    expect(recorded).toMatchObject({
      queryId: expect.stringMatching(/^[0-9a-f]{12}$/),
      sourceIds: ['s2'],
      query: {
        sql,
        tables: ['numbers'],
        columns: ['word', 'total'],
        rows: [
          ['x0', '715'],
          ['x1', '715'],
        ],
        scale: 0,
      },
    });
    expect(content.shown).toMatchObject({ queryId: recorded?.queryId, rowCount: 2, truncated: false });
  });

  test('can be run again from its record', async () => {
    const { content } = await tools.call('query_table', { sql: 'select price, price / 3 as third from orders' });
    const recorded = toolResultSchema.parse(content).recorded?.query;
    if (recorded === undefined) throw new Error('a recorded query was expected');
    const tables = readSource(tools.ingested.set, 0).tables;
    const database = await createTableDatabase({ artifacts: tools.rig.artifacts, tables });
    const again = await database.query(recorded.sql);
    database.close();
    expect(again).toMatchObject({ rows: recorded.rows, columns: recorded.columns, scale: recorded.scale });
    expect(again.scale).toBe(6);
  });

  test('gives at most 200 rows and says that there are more', async () => {
    const all = await tools.query('select n from numbers order by n');
    expect([all.rows.length, all.truncated]).toEqual([200, true]);
    const exactly = await tools.query('select n from numbers order by n limit 200');
    expect([exactly.rows.length, exactly.truncated]).toEqual([200, false]);
  });

  test('gives fewer rows where they are long, and none where one is too long', async () => {
    const { rows, truncated } = await tools.query("select repeat('x', 1000) from numbers");
    expect([rows.length, truncated]).toEqual([15, true]);
    const { message } = await tools.error('query_table', { sql: "select repeat('x', 100000) from numbers" });
    expect(message).toContain('substr()');
  });

  test('may use WITH, unions, windows, subqueries and names in any letter case', async () => {
    const { rows } = await tools.query(
      'with w as (select N, row_number() over (order by n desc) r from NUMBERS) select n from w where r = 1 union all select (select max(id) from main.orders)',
    );
    expect(rows).toEqual([['4999'], ['3']]);
  });
});

describe('a query is refused, with a sentence for the model, when it', () => {
  test.each([
    ['reads a file as a table', "select * from '/etc/passwd'", 'There is no table "/etc/passwd"'],
    ['reads a file by function', "select * from read_csv('/etc/passwd'), orders", '"read_csv" cannot be read from'],
    ['reads a file in a subquery', "select (select content from read_text('/etc/passwd')) from orders", '"read_text"'],
    ['lists files', "select * from orders, glob('/*')", '"glob"'],
    ['runs text as SQL', "select * from query('select 1'), orders", '"query"'],
    ['reads the catalog', 'select * from information_schema.tables, orders', 'There is no table "tables"'],
    ['reads settings', 'select * from duckdb_settings(), orders', '"duckdb_settings"'],
    ['shows', 'show tables', 'Only the tables of the documents'],
    ['attaches', "attach '/tmp/x.db'", 'Only one SELECT'],
    ['copies', "copy orders to '/tmp/x.csv'", 'Only one SELECT'],
    ['sets', 'set threads = 8', 'Only one SELECT'],
    ['has a pragma', 'pragma database_list', 'Only one SELECT'],
    ['installs', 'install httpfs', 'Only one SELECT'],
    ['loads', "load 'httpfs'", 'Only one SELECT'],
    ['drops', 'drop table orders', 'Only one SELECT'],
    ['updates', 'update orders set id = 1', 'Only one SELECT'],
    ['explains', 'explain analyze select * from orders', 'Only one SELECT'],
    ['is two statements', 'select 1 from orders; select 2 from orders', 'Only one SELECT'],
    ['is nothing', ' ; ', 'Only one SELECT'],
    ['has no table', 'select 1', 'reads no table of the documents. The tables are: numbers, orders.'],
    ['depends on chance', 'select random() from orders', '"random" gives another result each time'],
    ['depends on the day', 'select current_date from orders', '"current_date" gives another result each time'],
    ['takes a sample', 'select * from orders using sample 10%', 'sample'],
    ['has an unknown column', 'select prize from orders', 'price'],
    ['adds words', 'select sum(note) from orders', 'sum'],
    ['is no SQL', 'selct 1', 'syntax error'],
    ['holds NUL', 'select 1 from orders\0', 'NUL'],
    ['quotes its way out', "select ''') from orders --", 'cannot be read'],
  ])('%s', async (_what, sql, words) => {
    const { code, message } = await tools.error('query_table', { sql });
    expect(code).toBe('tool-query-failed');
    expect(message).toContain(words);
  });
});

describe('a query that does not end', () => {
  const endless = 'with recursive r as (select n from numbers union all select n + 1 from r) select count(*) from r';
  const database = () =>
    createTableDatabase({ artifacts: tools.rig.artifacts, tables: readSource(tools.ingested.set, 1).tables });

  test.each([
    ['is stopped when its time is up', endless],
    ['is stopped while rows stream', 'select a.n from numbers a, numbers b, numbers c where a.n + b.n + c.n < 0'],
  ])('%s, and the next one runs', async (_what, sql) => {
    const tables = await database();
    await expect(tables.query(sql, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'tool-query-failed',
      message: 'The query took longer than 0.1 s and was stopped.',
    });
    expect((await tables.query('select count(*) from numbers')).rows).toEqual([['5000']]);
    tables.close();
  });

  test('is stopped when its activity is cancelled', async () => {
    const tables = await database();
    const stop = new AbortController();
    const running = tables.query(endless, { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('cancelled')), 50);
    await expect(running).rejects.toThrow('cancelled');
    tables.close();
  });

  test('is told when it needs too much memory', async () => {
    const { message } = await tools.error('query_table', {
      sql: "select length(string_agg(repeat('x', 10000000), '')) from numbers",
    });
    expect(message).toContain('Out of Memory');
  });
});
