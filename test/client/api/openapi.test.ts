import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ROUTE_ACCESS } from '../../../client/api/http/roles.ts';
import { problemSchema } from '../../../contract/api.ts';
import { type Harness, openHarness } from './api-harness.ts';
import { idleDeployments } from './idle-deployments.ts';

const PUBLISHED = join(import.meta.dirname, '..', '..', '..', 'docs', 'openapi.json');
const operationSchema = z.object({
  summary: z.string().min(5),
  'x-role': z.union([z.enum(['open', 'signed-in']), z.array(z.string()).min(1)]),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string().min(5),
      content: z
        .record(
          z.string(),
          z.object({
            schema: z.unknown(),
            examples: z.record(z.string(), z.object({ $ref: z.string() })).optional(),
          }),
        )
        .optional(),
    }),
  ),
});
const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    examples: z.record(z.string(), z.object({ value: problemSchema })),
    securitySchemes: z.record(z.string(), z.object({ type: z.string() })),
  }),
});

let api: Harness;
let text: string;
let document: z.infer<typeof documentSchema>;
beforeAll(async () => {
  api = await openHarness({ deployments: idleDeployments });
  const described: unknown = (await api.request('GET', '/api/v1/openapi.json')).json();
  text = `${JSON.stringify(described, sorted, 2)}\n`;
  document = documentSchema.parse(described);
});
afterAll(() => api.close());

/** Names in the order of the alphabet, so that a route that moves in the code changes nothing here. */
function sorted(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      operation,
    })),
  );

describe('docs/openapi.json', () => {
  it('is what the routes say; UPDATE_OPENAPI=1 writes it anew', () => {
    if (process.env.UPDATE_OPENAPI === '1') writeFileSync(PUBLISHED, text);
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(JSON.parse(text));
    expect(readFileSync(PUBLISHED, 'utf8') === text).toBe(true);
  });

  it('has every route of the API, with who may call it', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    // Pages of the dashboard, and what answers that there is no such message.
    const others = ['GET /*', 'GET /assets/*', 'GET /open/:code', 'POST /api/v1/jobs/:id/messages/:name'];
    const expected = Object.entries(ROUTE_ACCESS).filter(([route]) => !others.includes(route));
    const described = operations().map(({ name, operation }) => [name, operation['x-role']]);
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(expected));
  });

  it('tells of each what it answers, refuses and fails with, with examples', () => {
    for (const { name, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect([name, statuses.filter((status) => status.startsWith('2')).length > 0]).toEqual([name, true]);
      expect([name, Object.values(operation.responses).map(({ description }) => description)]).not.toEqual([
        name,
        expect.arrayContaining(['Default Response']),
      ]);
      if (!name.includes('/api/v1/')) continue;
      for (const range of ['4XX', '5XX']) {
        const examples = Object.entries(
          operation.responses[range]?.content?.['application/problem+json']?.examples ?? {},
        );
        expect([name, range, examples.length > 1]).toEqual([name, range, true]);
        for (const [code, { $ref }] of examples) {
          expect([$ref, document.components.examples[code]?.value.code]).toEqual([
            `#/components/examples/${code}`,
            code,
          ]);
        }
      }
    }
  });

  it('lets in by token and by session', () => {
    const kinds = Object.values(document.components.securitySchemes).map(({ type }) => type);
    expect(kinds.toSorted()).toEqual(['apiKey', 'http']);
  });

  it('names nothing of one machine or one instance', () => {
    expect(text).not.toMatch(/\/(home|work|root|tmp)\//);
    expect(text).not.toContain(api.folder);
  });
});
