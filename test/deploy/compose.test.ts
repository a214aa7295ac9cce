import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { dynamicConfigurationFile } from '../../workers/temporal-tuning.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (...names: string[]) => readFileSync(join(ROOT, ...names), 'utf8');
const compose = read('docker-compose.yml');

test('the tuning of Temporal is the same in every form', () => {
  expect(read('deploy', 'temporal-dynamic.yaml')).toBe(dynamicConfigurationFile());
});

test('every image is pinned, Temporal to a server that is new enough', () => {
  const images = [...compose.matchAll(/^\s+image: (\S+)$/gm)].map(([, image = '']) => image);
  expect(images.length).toBeGreaterThan(5);
  for (const image of images) expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
  const [, minor = 0, patch = 0] = /temporalio\/server:1\.(\d+)\.(\d+)/.exec(compose)?.map(Number) ?? [];
  expect(minor * 100 + patch).toBeGreaterThanOrEqual(3_004);
  const [, gateway] = /versity\/versitygw:v(\S+)/.exec(compose) ?? [];
  expect(read('scripts', 'server-programs.js')).toContain(`version: '${gateway}'`);
});

test('every secret comes from the environment, and the example names it without a value', () => {
  const example = read('deploy', '.env.example');
  const needed = new Set([...compose.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name));
  expect(needed.size).toBeGreaterThan(4);
  for (const name of needed) expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
});
