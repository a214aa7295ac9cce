import type { z } from 'zod';
import { type Problem, problemSchema } from '../../contract/api.ts';
import { DossierError } from '../../contract/failures.ts';

/** The error that a failed answer tells of: the problem's own code where it is one, else `internal` with the status. */
export async function errorOf(response: Response): Promise<DossierError> {
  const text = await response.text().catch(() => '');
  const problem = problemSchema.safeParse(parseJson(text));
  if (!problem.success) {
    return new DossierError('internal', `The instance answered with status ${response.status} and no explanation.`, {
      remedy: 'Check that the address is that of a Dossier instance of this version.',
    });
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return errorOfProblem(
    problem.data,
    Number.isFinite(retryAfter) ? { retryAfterMs: Math.max(0, Math.round(retryAfter * 1_000)) } : {},
  );
}

/** The error that a problem tells of. */
export function errorOfProblem(
  { code, detail, remedy, field }: Problem,
  more: { retryAfterMs?: number } = {},
): DossierError {
  return new DossierError(code, detail, { remedy, ...(field !== null && { field }), ...more });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Checks data against the contract; what does not fit comes from another version, which the error says. */
export function checked<Schema extends z.ZodType>(schema: Schema, data: unknown): z.output<Schema> {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join('.') ?? '';
  throw new DossierError(
    'internal',
    `The instance answered in a form that is not understood${where && ` (${where})`}.`,
    {
      remedy:
        'Use the command line and the instance of the same version: restart it with `dossier down`, `dossier up`.',
      cause: result.error,
    },
  );
}

/** Reads a JSON answer and checks it against the contract. */
export async function readAnswer<Schema extends z.ZodType>(
  schema: Schema,
  response: Response,
): Promise<z.output<Schema>> {
  return checked(schema, parseJson(await response.text()));
}
