import { draftSchema } from '../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import { DossierError } from '../../contract/failures.ts';
import type { JobView } from '../../contract/view.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import { readTarget, targetName } from './branching/target.ts';
import type { Context } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { checkedOut, save } from './saved-file.ts';

/** The whole path of `--out`, which goes with `--output` only. Throws `request-invalid`, `path-missing`. */
export function outPath(output: string | undefined, out: string | undefined): string | undefined {
  if (out === undefined) return undefined;
  if (output !== undefined) return checkedOut(out);
  throw new DossierError('request-invalid', '--out goes with --output STEP.', {
    field: 'out',
    remedy: 'Name the step whose output is to be written.',
  });
}

/** Writes what a step or item made in the form in which it can be given back. Answers the exit code. Throws `request-invalid` where it made nothing yet. */
export async function showOutput(
  context: Context,
  client: DossierClient,
  view: JobView,
  typed: string,
  path: string | undefined,
): Promise<number> {
  const { terminal } = context;
  const target = readTarget(view, typed);
  const step = view.steps.find((one) => one.step === target.step);
  const place = target.item === null ? step : step?.items.find(({ item }) => item === target.item);
  const output = place?.output ?? null;
  if (output === null)
    throw new DossierError('request-invalid', `${targetName(target)} of job ${view.id} has no output yet.`, {
      field: 'output',
      remedy: 'See what the job has done (`dossier show JOB`).',
    });
  const value = await client.artifactJson(output.sha256);
  const draft = target.step === 'draft' ? draftSchema.safeParse(value) : undefined;
  const format = draft?.success ? 'md' : 'json';
  const text = draft?.success ? printDraftMarkdown(draft.data) : `${JSON.stringify(value, null, 2)}\n`;
  const about = { job: { id: view.id, status: view.status }, ...target, hash: output.sha256, format };
  if (path === undefined) {
    terminal.result({ ...about, content: text }, text.trimEnd());
    return EXIT.done;
  }
  const bytes = await save(new Response(text), path);
  terminal.result({ ...about, path, bytes }, `Wrote ${path} (${bytes.toLocaleString('en-US')} bytes).`);
  return EXIT.done;
}
