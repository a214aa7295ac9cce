import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createDossierClient, type DossierClient } from '../../../client/library/dossier-client.ts';
import type { ListSearch } from '../../../contract/views-api.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

let api: Harness;
let client: DossierClient;
beforeEach(async () => {
  api = await openHarness();
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const address = api.app.server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  client = createDossierClient({ url: `http://127.0.0.1:${address.port}`, token: TOKEN });
});
afterEach(() => api.close());

test('a saved view is found under its name, kept unless it is to be replaced, and deleted', async () => {
  const name = 'Dear & slow: 50 % / Wärme?';
  const search: ListSearch = { status: 'running', costFrom: 0.5, sort: 'cost' };
  expect(await client.saveView(name, { search })).toMatchObject({ name, search, owner: 'local' });
  await client.saveView(name, { search });
  await expect(client.saveView(name, { search: { days: 7 } })).rejects.toMatchObject({
    failure: { code: 'view-exists', field: 'name', message: expect.stringContaining(name) },
  });
  expect(await client.savedViews()).toMatchObject({ views: [{ name, search }] });
  await client.saveView(name, { search: { days: 7 }, replace: true });
  expect(await client.savedViews()).toMatchObject({ views: [{ name, search: { days: 7 } }] });
  await client.deleteView(name);
  await client.deleteView(name);
  expect(await client.savedViews()).toEqual({ views: [] });
});

test.each([
  ['without a letter or digit', '--', {}],
  ['with a space at its end', 'mine ', {}],
  ['on two lines', 'one\ntwo', {}],
  ['of 61 characters', 'x'.repeat(61), {}],
  ['of a search that lists do not know', 'mine', { colour: 'red' }],
  ['of a cost below nothing', 'mine', { costFrom: -1 }],
])('a view %s is refused', async (_, name, search) => {
  const url = `/api/v1/views/${encodeURIComponent(name)}`;
  const response = await api.app.inject({
    ...{ method: 'PUT', url, payload: { search } },
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect([response.statusCode, response.json().code]).toEqual([400, 'request-invalid']);
});

test('a fifty-first view is refused', async () => {
  for (let count = 1; count <= 50; count += 1) await client.saveView(`view ${count}`, { search: {} });
  await expect(client.saveView('one more', { search: {} })).rejects.toMatchObject({ code: 'views-full' });
});

test('jobs are narrowed by ids and by a range of cost, and what they can be narrowed by is told', async () => {
  const [one, other] = [await api.start(), await api.start({ question: 'How many panels does the roof not hold?' })];
  const { view } = await client.view(one);
  await api.record(one, { models: ['m', 'a,"b'], totals: { ...view.totals, costMicroUsd: 5_000 } });
  const ids = async (query: Parameters<DossierClient['list']>[0]) =>
    (await client.list(query)).jobs.map(({ id }) => id).toSorted();
  expect(await ids({ ids: `${one},${other},no-such-job` })).toEqual([one, other].toSorted());
  expect(await ids({ ids: other })).toEqual([other]);
  expect(await ids({ minCostMicroUsd: 1, maxCostMicroUsd: 5_000 })).toEqual([one]);
  expect(await ids({ maxCostMicroUsd: 4_999 })).toEqual([other]);
  expect(await client.facets()).toEqual({ owners: ['local'], models: ['a,"b', 'm'] });
  for (const wrong of ['NO_ID', `${one},`, Array.from({ length: 201 }, () => one).join(',')])
    await expect(client.list({ ids: wrong })).rejects.toMatchObject({ code: 'request-invalid' });
});
