import type { CliConfiguration } from './config.ts';
import type { Connection } from './connection.ts';
import type { OptionValues } from './option-values.ts';
import type { Terminal } from './terminal.ts';

/** An option of a command; `value` names what follows it and is absent for a switch. */
export interface OptionDeclaration {
  value?: string;
  words: string;
}

/** What a command is given to do its work. */
export interface Context {
  /** What was typed after the command's name, without options. */
  positionals: readonly string[];
  options: OptionValues;
  terminal: Terminal;
  /** Reads and checks environment and `.env`; throws `configuration-invalid`. */
  configuration(): CliConfiguration;
  /** Finds the instance, or starts one in the background. */
  connect(): Promise<Connection>;
  /** The line a person types to run another command against the same instance. */
  commandLine(...words: string[]): string;
}

/** One command: a file in `commands/` and a line in `registry.ts`. */
export interface Command {
  name: string;
  /** What follows the name, as the reference shows it. */
  usage: string;
  /** One sentence. */
  words: string;
  options: Record<string, OptionDeclaration>;
  /** How many positionals it takes, and the sentence for one who gave too few. */
  positionals: { min: number; max: number; missing: string };
  /** Answers the exit code. Throws `DossierError`. */
  run(context: Context): Promise<number>;
}

/** Options that every command takes. */
export const GLOBAL_OPTIONS: Record<string, OptionDeclaration> = {
  json: { words: 'print JSON only; the last line is one object' },
  server: { value: 'URL', words: 'talk to the instance at this address (or DOSSIER_URL)' },
  data: { value: 'DIR', words: 'the data folder of the instance (or DOSSIER_DATA)' },
  help: { words: 'explain the command' },
};

/** Positionals of a command that works on one job. */
export const ONE_JOB = { min: 1, max: 1, missing: 'Name the job; `dossier jobs` lists them.' } as const;
