import { parseArgs } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import { outcomeText } from './verify/outcome-text.ts';
import { Progress } from './verify/progress.ts';
import { verifyBundle } from './verify/verify-bundle.ts';

const EXIT = { holds: 0, fails: 1, wrongUse: 2, interrupted: 130 } as const;

/** Ctrl-C lets the folder for temporary files be removed before the process ends. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => controller.abort(new DossierError('cancelled', 'The verification was interrupted.')));
  return controller.signal;
}

async function run(args: string[], json: boolean): Promise<number> {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' } } });
  const [bundle, ...paths] = positionals;
  if (bundle === undefined)
    throw new DossierError('request-invalid', 'Name the bundle: dossier verify BUNDLE [PATH ...]', { field: 'bundle' });
  const outcome = await verifyBundle({ bundle, paths, say: new Progress().say, signal: interruption() });
  const holds = outcome.discrepancies.length === 0;
  process.stdout.write(`${json ? JSON.stringify({ holds, ...outcome }) : outcomeText(outcome)}\n`);
  return holds ? EXIT.holds : EXIT.fails;
}

/** Says why it could not be verified, in the form that was asked for, and answers the exit code. */
function tellFailure(error: DossierError, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify({ error: error.failure })}\n`);
  process.stderr.write(`${error.message}\n${error.failure.remedy}\n`);
  if (error.code === 'cancelled') return EXIT.interrupted;
  return error.failure.class === 'input' ? EXIT.wrongUse : EXIT.fails;
}

/** Ends the process once everything is written; threads that read documents rest for a while before they would let it end. */
function end(code: number): void {
  process.stdout.write('', () => process.exit(code));
}

/** Runs `dossier verify` with these arguments; the exit code says whether the bundle holds. */
async function main(args: string[]): Promise<void> {
  const json = args.includes('--json');
  try {
    end(await run(args, json));
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    end(tellFailure(error, json));
  }
}

await main(process.argv.slice(2));
