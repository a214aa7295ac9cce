import type { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';
import { longAnswerLineSchema, type MaintenanceProgress } from '../../contract/maintenance.ts';
import { checked, errorOfProblem } from './answers.ts';
import type { Transport } from './transport.ts';

/** Asks for what may take minutes: reads lines of progress until that of the result. Throws the instance's problem, and `instance-unreachable` where it goes away. */
export async function longAnswer<Schema extends z.ZodType>(
  send: Transport,
  path: string,
  json: object,
  schema: Schema,
  progress: (progress: MaintenanceProgress) => void = () => {},
): Promise<z.output<Schema>> {
  const response = await send(path, { method: 'POST', json, timeoutMs: null });
  for await (const text of linesOf(response)) {
    const { problem, result, progress: now } = checked(longAnswerLineSchema, JSON.parse(text));
    if (problem !== undefined) throw errorOfProblem(problem);
    if (result !== undefined) return checked(schema, result);
    if (now !== undefined) progress(now);
  }
  throw new DossierError('instance-unreachable', 'The instance went away before it had answered.');
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (cause) {
    throw new DossierError('instance-unreachable', 'The connection was cut before the instance had answered.', {
      cause,
    });
  }
}
