import { pipeline } from 'node:stream/promises';
import { type ExportFormat, exportFormatSchema } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { bodyOf, checkedOut, save } from '../saved-file.ts';

function formatOf(context: Context): ExportFormat {
  const typed = context.options.text('format') ?? 'md';
  const read = exportFormatSchema.safeParse(typed);
  if (read.success) return read.data;
  throw new DossierError('request-invalid', `--format is md, html or json in this version, not "${typed}".`, {
    field: 'format',
    remedy: 'Choose one of them.',
  });
}

async function print(context: Context, id: string, format: ExportFormat, response: Response): Promise<void> {
  const { terminal } = context;
  if (process.stdout.isTTY && !terminal.json) {
    terminal.say((await response.text()).trimEnd());
    return;
  }
  if (!terminal.json) {
    await pipeline(bodyOf(response), process.stdout, { end: false });
    return;
  }
  const text = await response.text();
  if (format === 'json') process.stdout.write(`${JSON.stringify(JSON.parse(text))}\n`);
  else terminal.object({ job: { id }, format, content: text });
}

/** `dossier export`. */
export const exportReport: Command = {
  name: 'export',
  usage: 'JOB [--format md|html|json] [--out FILE]',
  words: 'Write the finished report, or the bundle of everything it rests on (json), to a file or to stdout.',
  options: {
    format: { value: 'F', words: 'md, html or json; unset, md' },
    out: { value: 'FILE', words: 'the file to write; unset, stdout' },
  },
  positionals: ONE_JOB,
  async run(context) {
    const id = context.positionals[0] ?? '';
    const format = formatOf(context);
    const out = context.options.text('out');
    const path = out === undefined ? undefined : checkedOut(out);
    const { client } = await context.connect();
    const response = await client.exportJob(id, format);
    if (path === undefined) {
      await print(context, id, format, response);
      return EXIT.done;
    }
    const bytes = await save(response, path);
    const words = `Wrote ${path} (${bytes.toLocaleString('en-US')} bytes).`;
    context.terminal.result({ job: { id }, format, path, bytes }, words);
    return EXIT.done;
  },
};
