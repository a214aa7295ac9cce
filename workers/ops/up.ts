import { parseArgs } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import { exitCodeOf, runUp, type UpOptions } from '../up.ts';

function readOptions(args: string[]): UpOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'idle-exit': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      throw new DossierError('request-invalid', '--port must be a whole number from 1 to 65535.', { field: 'port' });
    }
    return { data: values.data, port, idleExit: values['idle-exit'], json: values.json };
  } catch (error) {
    if (error instanceof DossierError) throw error;
    throw new DossierError('request-invalid', error instanceof Error ? error.message : String(error));
  }
}

/** A full disk or a forbidden folder is no bug: it gets a sentence instead of a stack trace. */
function asDossierError(error: unknown): DossierError {
  if (error instanceof DossierError) return error;
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  const code = error.code === 'ENOSPC' ? 'storage-full' : 'storage-failed';
  return new DossierError(code, `The instance cannot work: ${error.message}.`, { cause: error });
}

/** Runs `dossier up` with these arguments and ends the process with its exit code. */
async function main(args: string[]): Promise<never> {
  try {
    process.exit(await runUp(readOptions(args)));
  } catch (caught) {
    const error = asDossierError(caught);
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ error: error.failure })}\n`);
    process.stderr.write(`${error.message}\n${error.failure.remedy}\n`);
    process.exit(exitCodeOf(error));
  }
}

await main(process.argv.slice(2));
