import { DossierError } from '../../../contract/failures.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import type { Context } from '../command.ts';
import { ApproveByYes } from './approve-by-yes.ts';
import { followJob, rests } from './follow.ts';
import { tellOutcome } from './outcome.ts';

/** The job goes on whatever became of watching it, which the error then says. */
function withTheWayBack(error: unknown, again: string): unknown {
  if (!(error instanceof DossierError)) return error;
  const { code, message, remedy } = error.failure;
  return new DossierError(code, message, {
    remedy: `${remedy} The job is kept; go on watching with: ${again}`.slice(0, 500),
    cause: error,
  });
}

/** Follows a job that was just started until its end, or until it rests; `--yes` approves its gates. Answers the exit code. */
export async function waitForReport(
  context: Context,
  client: DossierClient,
  id: string,
  about: { created: boolean; url: string },
): Promise<number> {
  const { terminal, options, commandLine } = context;
  const yes = options.flag('yes') ? new ApproveByYes(client) : undefined;
  terminal.say(`Job ${id}: ${about.url}`);
  try {
    const followed = await followJob({
      ...{ client, id, terminal },
      stopsAt: async (answer) => (yes === undefined ? rests(answer) : yes.approve(answer)),
    });
    const refusal = yes?.refusal?.failure;
    if (refusal !== undefined) terminal.progress(`--yes was refused: ${refusal.message} ${refusal.remedy}`);
    const { code, message, remedy } = refusal ?? {};
    return tellOutcome(context, id, followed, { ...about, ...(refusal && { refused: { code, message, remedy } }) });
  } catch (error) {
    throw withTheWayBack(error, commandLine('watch', id));
  }
}
