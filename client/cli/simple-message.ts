import type { MessageReceipt } from '../../contract/api-answers.ts';
import type { MessageBodies } from '../library/dossier-client.ts';
import type { Context } from './command.ts';
import { EXIT } from './exit-codes.ts';

/** Sends a message that concerns the whole job and says what became of it; answers the exit code. */
export async function sendToJob<Name extends 'cancel' | 'setBudget' | 'pause' | 'resume'>(
  context: Context,
  name: Name,
  body: MessageBodies[Name],
  words: string,
): Promise<number> {
  const id = context.positionals[0] ?? '';
  const { client } = await context.connect();
  const receipt = await client.message(id, name, body);
  context.terminal.result(
    { job: jobOf(id, receipt), message: name, delivered: receipt.delivered },
    told(receipt, words),
  );
  return EXIT.done;
}

/** The `job` member of a command's result. */
export function jobOf(id: string, receipt: MessageReceipt): { id: string; status?: string } {
  return receipt.delivered === 'update' ? { id, status: receipt.answer.status } : { id };
}

/** What became of a message, for people. */
export function told(receipt: MessageReceipt, words: string): string {
  if (receipt.delivered === 'update') return words;
  return 'The message was left for the job: no worker answers now, and it counts as soon as one does.';
}
