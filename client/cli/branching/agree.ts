import { DossierError } from '../../../contract/failures.ts';
import type { BranchPreview } from '../../../contract/recovery/branch-preview.ts';
import type { Context, OptionDeclaration } from '../command.ts';
import { previewLines } from './preview-text.ts';
import { SET_OPTION } from './settings.ts';

/** Options of the commands that go back. */
export const BRANCH_OPTIONS: Record<string, OptionDeclaration> = {
  set: SET_OPTION,
  fresh: { words: 'ask models anew, also where an answer to the same request was paid for' },
  'dry-run': { words: 'only tell what would happen and what it would cost' },
  yes: { words: 'do not ask' },
};

/** With `--dry-run`, prints the preview as the whole outcome. Answers whether it did. */
export function toldOnly({ options, terminal }: Context, id: string, preview: BranchPreview): boolean {
  if (!options.flag('dry-run')) return false;
  terminal.result({ job: { id }, preview }, previewLines(id, preview).join('\n'));
  return true;
}

/**
 * Shows the preview and asks, where somebody is there to be asked and `--yes` was not typed. Answers whether to go on. Without a
 * terminal it throws `request-invalid` where `needsYes`.
 */
export async function agree(
  { options, terminal, commandLine, positionals }: Context,
  preview: BranchPreview,
  needsYes: boolean,
): Promise<boolean> {
  if (options.flag('yes')) return true;
  const [id = ''] = positionals;
  if (!terminal.canAsk) {
    if (!needsYes) return true;
    throw new DossierError('request-invalid', `${previewLines(id, preview).join('\n')}\nTo do it, pass --yes.`, {
      field: 'yes',
      remedy:
        `\`${commandLine(preview.as, ...positionals, ...options.all('set').flatMap((one) => ['--set', one]), ...(options.flag('fresh') ? ['--fresh'] : []), '--yes')}\``.slice(
          0,
          500,
        ),
    });
  }
  for (const line of previewLines(id, preview)) terminal.say(line);
  if (await terminal.confirm('Do it?')) return true;
  terminal.say('Nothing was changed.');
  return false;
}
