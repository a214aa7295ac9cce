import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { FAILURES } from '../../../contract/failures.ts';
import { configurationProblems, envFilePath, ROOT } from '../config.ts';
import type { Check } from './check.ts';

const manifestSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) });
const temporalSchema = z.object({ path: z.string(), serverVersion: z.string(), source: z.string() });

/** The Node that runs this. */
export function checkNode(version = process.version): Check {
  const major = Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
  const words = `${version} (${process.execPath})`;
  if (major >= 24) return { name: 'Node', state: 'good', words };
  return { name: 'Node', state: 'problem', words, remedy: 'Run `npm ci`, which brings Node 24, or install Node 24.' };
}

function manifestOf(folder: string): z.infer<typeof manifestSchema> | undefined {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return undefined;
  return manifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
}

/** The packages that run the product, each in the version that package.json pins. */
export function checkPackages(root = ROOT): Check {
  const wanted = Object.entries(manifestOf(root)?.dependencies ?? {});
  const wrong = wanted.filter(([name, version]) => manifestOf(join(root, 'node_modules', name))?.version !== version);
  if (wrong.length === 0) return { name: 'packages', state: 'good', words: `${wanted.length}, all as pinned` };
  const names = wrong.map(([name]) => name).slice(0, 5);
  return {
    name: 'packages',
    state: 'problem',
    words: `${wrong.length} missing or of another version: ${names.join(', ')}`,
    remedy: 'Run `npm ci`.',
  };
}

/** The Temporal program; looks for it and neither fetches nor builds. */
export async function checkTemporal(): Promise<Check> {
  const script = join(ROOT, 'scripts', 'temporal-binary.js');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--json', '--check']);
    const { path, serverVersion, source } = temporalSchema.parse(JSON.parse(stdout));
    return { name: 'Temporal', state: 'good', words: `server ${serverVersion} (${path}, from ${source})` };
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : '';
    return {
      name: 'Temporal',
      state: 'problem',
      words: said || 'not found',
      remedy: `The next start of Dossier fetches or builds it. If that fails: ${FAILURES['temporal-missing'].remedy}`,
    };
  }
}

/** Environment and `.env`: every wrong setting is a problem of its own. */
export function checkSettings(): Check[] {
  const path = envFilePath();
  const file = existsSync(path) ? path : `${path} (not there, which is fine)`;
  const problems = configurationProblems();
  if (problems.length === 0) return [{ name: 'settings', state: 'good', words: file }];
  return problems.map(({ where, message }) => ({
    name: 'settings',
    state: 'problem',
    words: `${where} ${message}`,
    remedy: `Correct it in the environment or in ${path}.`,
  }));
}
