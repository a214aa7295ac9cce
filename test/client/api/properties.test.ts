import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from '@jest/globals';
import { z } from 'zod';
import { pythonWithSchemathesis } from '../../support/schemathesis.ts';
import { openHarness, TOKEN } from './api-harness.ts';
import { idleDeployments } from './idle-deployments.ts';

/** How long requests are made up; `DOSSIER_TEST_SECONDS` takes longer, `DOSSIER_TEST_SEED` begins with others. */
const SECONDS = process.env.DOSSIER_TEST_SECONDS ?? '20';
const SEED = process.env.DOSSIER_TEST_SEED ?? '6';
/** Requests without which nothing was tried. */
const ENOUGH = 100;
/** An answer in JSON or as documented, with a documented status, which is none of 500. */
const CHECKS =
  'not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,response_headers_conformance';
/** Streams that never end, and what the harness has nobody for. */
const LEFT_OUT = '/events$|/settings/probe$';

const parameterSchema = z.looseObject({ name: z.string(), in: z.string(), schema: z.unknown() });
const documentSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ parameters: z.array(parameterSchema).optional() }))),
});

/** The description, with ids among those to be tried that are there. */
function withIds(description: unknown, jobs: readonly string[], artifact: string): object {
  const document = documentSchema.parse(description);
  const known: Record<string, readonly string[]> = { id: jobs, sha256: [artifact] };
  for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods))) {
    for (const parameter of operation.parameters ?? []) {
      const ids = known[parameter.name];
      if (parameter.in === 'path' && ids !== undefined) parameter.schema = { anyOf: [{ enum: ids }, parameter.schema] };
    }
  }
  return document;
}

const python = await pythonWithSchemathesis();

/** Sends requests that the description in the folder makes possible, for so many seconds; tells how many they were. */
async function makeUpRequests(folder: string, port: number, seconds: number) {
  const child = spawn(
    python ?? '',
    [
      ...['-m', 'schemathesis.cli', 'run', join(folder, 'openapi.json'), '--url', `http://127.0.0.1:${port}`],
      ...['-H', `Authorization: Bearer ${TOKEN}`, '--exclude-path-regex', LEFT_OUT, '--checks', CHECKS],
      // One thread: two trip over a fault of Python 3.11 in reading its own source.
      ...['--phases', 'examples,coverage,fuzzing', '--max-time', `${seconds}`, '--seed', SEED, '--workers', '1'],
      ...['--continue-on-failure', '--no-color', '--warnings', 'off', '--suppress-health-check', 'all'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output, made: Number(/(\d+) generated/.exec(output)?.[1] ?? 0) };
}

(python === null ? test.skip : test)(
  'no request that the description makes possible, or nearly, fails inside or is answered as is not described',
  async () => {
    const api = await openHarness({
      deployments: idleDeployments,
      rateLimits: 'off',
    });
    try {
      const jobs = [await api.start(), await api.start({ question: 'How many panels does the roof not hold?' })];
      const { artifact } = await api.upload('b.md', 'Another document.');
      await api.app.listen({ port: 0, host: '127.0.0.1' });
      const described = withIds((await api.request('GET', '/api/v1/openapi.json')).json(), jobs, artifact.sha256);
      await writeFile(join(api.folder, 'openapi.json'), JSON.stringify(described));
      const { port } = api.app.server.address() as AddressInfo;
      // A slow machine takes longer for as many.
      for (let seconds = Number(SECONDS); ; seconds *= 2) {
        const { code, output, made } = await makeUpRequests(api.folder, port, seconds);
        if (code !== 0) throw new Error(output);
        if (made > ENOUGH) break;
      }
    } finally {
      await api.close();
    }
  },
  400_000,
);
