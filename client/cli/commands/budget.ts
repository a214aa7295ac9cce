import { DossierError } from '../../../contract/failures.ts';
import { formatMicroUsd, parseUsd } from '../../../contract/money.ts';
import type { Command } from '../command.ts';
import { sendToJob } from '../simple-message.ts';

/** `dossier budget`. */
export const budget: Command = {
  name: 'budget',
  usage: 'JOB USD|none [--reason R]',
  words: 'Set what a job may spend; one that waits for a higher limit goes on.',
  options: { reason: { value: 'R', words: 'why, for the audit trail' } },
  positionals: { min: 2, max: 2, missing: 'Name the job and the amount in US dollars, or `none`.' },
  run: (context) => {
    const typed = context.positionals[1] ?? '';
    const limitMicroUsd = typed === 'none' ? null : parseUsd(typed);
    if (limitMicroUsd === null && typed !== 'none') {
      throw new DossierError('request-invalid', `"${typed}" is not an amount in US dollars.`, { field: 'USD' });
    }
    const words =
      limitMicroUsd === null ? 'The job has no limit now.' : `The job may spend ${formatMicroUsd(limitMicroUsd)}.`;
    return sendToJob(context, 'setBudget', { limitMicroUsd, reason: context.options.text('reason') ?? '' }, words);
  },
};
