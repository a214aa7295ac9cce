import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { z } from 'zod';
import { dynamicConfigurationFile } from '../../workers/temporal-tuning.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...names: string[]) => readFileSync(join(ROOT, ...names), 'utf8');
const compose = read('docker-compose.yml');
// Merge keys (`<<`) are of an older YAML, and compose reads them.
const parsed: unknown = parse(compose, { merge: true });
const { services } = z
  .object({
    services: z.record(
      z.string(),
      z.object({
        image: z.string(),
        build: z.string().optional(),
        volumes: z.array(z.string()).default([]),
        depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
        healthcheck: z.object({}).optional(),
        command: z.array(z.string()).optional(),
        ports: z.array(z.string()).default([]),
      }),
    ),
  })
  .parse(parsed);

test('the file is one of the compose specification', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateFormats: false });
  // Ajv knows the dialect under its plain address only.
  const schema: object = { ...JSON.parse(read('test', 'support', 'compose', 'compose-spec.json')), $schema: undefined };
  const validate = ajv.compile(schema);
  expect(validate(parsed) ? [] : validate.errors).toEqual([]);
  expect(validate({ services: { api: { image: 'dossier:1', imagee: 'x' } } })).toBe(false);
});

test('services wait for services that there are, and for health only where it is looked at', () => {
  for (const [name, { depends_on: before }] of Object.entries(services)) {
    for (const [other, { condition }] of Object.entries(before)) {
      expect(Object.keys(services)).toContain(other);
      const looked = services[other]?.healthcheck !== undefined;
      if (condition === 'service_healthy') expect([name, other, looked]).toEqual([name, other, true]);
    }
  }
});

test('nothing listens beyond this machine, and every file that is mounted or run is there', () => {
  for (const { ports, volumes, command, build } of Object.values(services)) {
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    for (const [from = ''] of volumes.map((volume) => volume.split(':'))) if (from.startsWith('.')) read(from);
    const [program, entry] = command ?? [];
    if (build !== undefined && program === 'node') read(entry ?? '');
  }
});

test('the tuning of Temporal is the same in every form', () => {
  expect(read('deploy', 'temporal-dynamic.yaml')).toBe(dynamicConfigurationFile());
  expect(services.temporal?.volumes).toEqual([expect.stringMatching(/^\.\/deploy\/temporal-dynamic\.yaml:/)]);
});

test('every image is pinned, Temporal to a server that is new enough', () => {
  const images = Object.values(services).map(({ image }) => image);
  expect(images.length).toBeGreaterThan(5);
  for (const image of images) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  for (const part of ['server', 'admin-tools']) {
    const [, minor = 0, patch = 0] =
      new RegExp(`temporalio/${part}:1\\.(\\d+)\\.(\\d+)`).exec(compose)?.map(Number) ?? [];
    expect(minor * 1_000 + patch).toBeGreaterThanOrEqual(30_004);
  }
  const [, gateway] = /versity\/versitygw:v(\S+)/.exec(compose) ?? [];
  expect(read('scripts', 'server-programs.js')).toContain(`version: '${gateway}'`);
});

test('the image runs one pinned Node and copies only what is there', () => {
  const lines = read('Dockerfile').split('\n');
  const from = lines.filter((line) => line.startsWith('FROM '));
  // The application of browsers is built in a stage of its own, by the same Node.
  const [stage, image] = from;
  expect(image).toMatch(/^FROM node:24\.\d+\.\d+-[a-z-]+$/);
  expect([stage, from.length]).toEqual([`${image} AS dashboard`, 2]);
  const copied = lines
    .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
    .flatMap((line) => line.split(' ').slice(1, -1));
  const imported = ['bin', 'contract', 'workflows', 'activities', 'store', 'workers', 'client', 'scripts'];
  expect(copied).toEqual(expect.arrayContaining(imported));
  for (const path of copied) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
});

test('every secret comes from the environment, and the example names it without a value', () => {
  const example = read('deploy', '.env.example');
  const needed = new Set([...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name));
  expect(needed.size).toBeGreaterThan(4);
  for (const name of needed) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
});
