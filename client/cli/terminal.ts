import { createInterface } from 'node:readline/promises';
import { createLogUpdate } from 'log-update';
import { DossierError, type Failure } from '../../contract/failures.ts';
import { wantsPlainOutput } from './config.ts';
import { forScreen } from './terminal-text.ts';

/** Text that is redrawn in place. */
export interface LiveText {
  draw(text: string): void;
  /** Leaves the last text standing. */
  end(): void;
}

/** Bytes stay as they are in a file or pipe; a screen gets nothing that could control it. */
function write(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${stream.isTTY ? forScreen(text) : text}\n`);
}

/** What people and programs read: results on stdout, progress and errors on stderr; with `--json` nothing but JSON on stdout. */
export class Terminal {
  readonly json: boolean;

  constructor(json: boolean) {
    this.json = json;
  }

  /** Whether somebody is there to be asked. */
  get canAsk(): boolean {
    return !this.json && process.stdin.isTTY === true && process.stdout.isTTY === true;
  }

  /** Columns of the screen; 100 where there is none. */
  get width(): number {
    return process.stdout.columns || 100;
  }

  /** A line for people on stdout; nothing with `--json`. */
  say(text: string): void {
    if (!this.json) write(process.stdout, text);
  }

  /** A line of progress on stderr, in both forms. */
  progress(text: string): void {
    write(process.stderr, text);
  }

  /** One JSON object on its line; nothing for people. */
  object(value: object): void {
    if (this.json) process.stdout.write(`${JSON.stringify(value)}\n`);
  }

  /** The outcome of a command, in the form that was asked for. */
  result(value: object, text: string): void {
    this.object(value);
    if (text !== '') this.say(text);
  }

  /** A failure: a sentence and its remedy on stderr, and the object on stdout with `--json`. */
  failure(failure: Failure): void {
    const { code, message, remedy, field } = failure;
    this.object({ error: { code, message, remedy, field } });
    write(process.stderr, `${message}\n${remedy}`);
  }

  /** Asks a question that is answered by yes or no; no answer is no. Throws `cancelled` on Ctrl-C. */
  async confirm(question: string): Promise<boolean> {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    const interrupted = new AbortController();
    lines.on('SIGINT', () => interrupted.abort());
    lines.on('close', () => interrupted.abort());
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `, { signal: interrupted.signal })).trim());
    } catch (cause) {
      process.stdout.write('\n');
      throw new DossierError('cancelled', 'Nothing was decided.', { cause, remedy: 'Run the command again.' });
    } finally {
      lines.close();
    }
  }

  /** Whether stdout is a screen on which text can be redrawn. */
  get isScreen(): boolean {
    // A terminal that tells no height (some recorders) shows nothing of what is redrawn.
    return !this.json && process.stdout.isTTY === true && process.stdout.rows > 0 && !wantsPlainOutput();
  }

  /** A place to redraw in; undefined where stdout is no screen. */
  live(): LiveText | undefined {
    if (!this.isScreen) return undefined;
    const update = createLogUpdate(process.stdout);
    return { draw: (text) => update(text), end: () => update.done() };
  }
}
