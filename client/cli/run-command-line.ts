import { DossierError, failure } from '../../contract/failures.ts';
import { readArguments, splitCommand } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { commandLineFor } from './command-line.ts';
import { loadConfiguration } from './config.ts';
import { connectTo } from './connection.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { nearest } from './nearest.ts';
import { helpOf, overview } from './reference.ts';
import { COMMANDS } from './registry.ts';
import { Terminal } from './terminal.ts';
import { version } from './version.ts';

function commandNamed(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name);
  if (command !== undefined) return command;
  const meant = nearest(
    name,
    COMMANDS.map((one) => one.name),
  );
  const guess = meant === undefined ? '' : ` Did you mean \`dossier ${meant}\`?`;
  throw new DossierError('request-invalid', `"${name}" is not a command of Dossier.${guess}`, {
    field: 'command',
    remedy: 'See `dossier help`.',
  });
}

async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { name, rest } = splitCommand(args);
  if (name === undefined) {
    refuseLeftOver(rest);
    const wantsVersion = rest.includes('--version') || rest.includes('-v');
    if (wantsVersion) terminal.result({ version: version() }, version());
    else terminal.result({ commands: COMMANDS.map((one) => one.name) }, overview(COMMANDS));
    return EXIT.done;
  }
  const command = commandNamed(name);
  const { positionals, options } = readArguments(command, rest);
  if (options.flag('help')) {
    terminal.result({ command: command.name, usage: command.usage, words: command.words }, helpOf(command));
    return EXIT.done;
  }
  const configuration = (): ReturnType<typeof loadConfiguration> => loadConfiguration(options.text('data'));
  const context: Context = {
    positionals,
    options,
    terminal,
    configuration,
    connect: () => connectTo(configuration(), options.text('server'), (line) => terminal.progress(line)),
    commandLine: commandLineFor(options),
  };
  return command.run(context);
}

/** Without a command only these mean something. */
function refuseLeftOver(rest: readonly string[]): void {
  const unknown = rest.find((word) => !['--json', '--help', '-h', '--version', '-v'].includes(word));
  if (unknown === undefined) return;
  throw new DossierError('request-invalid', `"${unknown}" does not stand without a command.`, {
    field: 'command',
    remedy: 'See `dossier help`.',
  });
}

function asDossierError(error: unknown): DossierError {
  if (error instanceof DossierError) return error;
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    return new DossierError(error.code === 'ENOSPC' ? 'storage-full' : 'storage-failed', `${error.message}.`);
  }
  const words = error instanceof Error ? error.message : String(error);
  return new DossierError('internal', failure('internal', `The command line itself failed: ${words}`).message);
}

/** Runs one command and tells its failure, if any; answers the exit code. Never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const terminal = new Terminal(args.includes('--json'));
  try {
    return await run(args, terminal);
  } catch (caught) {
    const error = asDossierError(caught);
    terminal.failure(error.failure);
    return error.code === 'cancelled' ? EXIT.interrupted : exitCodeOf(error.code);
  }
}
