import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Variables } from '../contract/configuration.ts';
import { DossierError } from '../contract/failures.ts';
import { ROOT } from './config.ts';

const programSchema = z.object({ path: z.string(), serverVersion: z.string(), source: z.string() });

/** The Temporal program: where it is, which server it holds, and which of the ways found it. */
export type TemporalProgram = z.infer<typeof programSchema>;

/** How to look: `onlyLook` neither fetches nor builds; `signal` ends a build; `report` gets its lines of progress. */
export interface LocateOptions {
  onlyLook?: boolean;
  signal?: AbortSignal;
  report?(line: string): void;
}

/**
 * Asks `scripts/temporal-binary.js`, which also fetches or builds the program where none is found.
 * Throws `temporal-missing` with the one-line remedy when there is none.
 */
export async function locateTemporal(variables: Variables, options: LocateOptions = {}): Promise<TemporalProgram> {
  const script = join(ROOT, 'scripts', 'temporal-binary.js');
  const args = [script, '--json', ...(options.onlyLook ? ['--check'] : [])];
  const env = { ...variables };
  const running = promisify(execFile)(process.execPath, args, {
    env,
    ...(options.signal && { signal: options.signal }),
  });
  running.child.stderr?.on('data', (chunk) => {
    for (const [, line = ''] of String(chunk).matchAll(/^temporal: (.*)$/gm)) options.report?.(line);
  });
  try {
    const { stdout } = await running;
    return programSchema.parse(JSON.parse(stdout));
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim().split('\n').at(-1) : '';
    throw new DossierError('temporal-missing', said || 'The Temporal server program could not be found.', { cause });
  }
}
