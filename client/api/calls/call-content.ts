import { z } from 'zod';
import {
  type CallContent,
  type KeptRequestAnswer,
  keptAnswerSchema,
  keptRequestSchema,
  sentMessageSchema,
} from '../../../contract/call-api.ts';
import type { CallRow } from '../../../contract/calls.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { inParallel } from '../reconcile/parallel.ts';
import { summaryOf } from './call-summary.ts';

/** Messages that are read at the same time. */
const AT_ONCE = 16;

/** A request as it is kept: its messages by the hashes of their artifacts. */
const storedRequestSchema = z.object({
  model: keptRequestSchema.shape.model,
  messages: z.array(z.string()),
  tools: keptRequestSchema.shape.tools,
  toolChoice: keptRequestSchema.shape.toolChoice,
  answer: keptRequestSchema.shape.schema,
  ...keptRequestSchema.shape.parameters.shape,
});

interface Missing {
  sha256: string;
  missing: string;
}

/** What was asked and answered in a call, as it was kept. What is lost or of another form says so in its place; everything else that fails is thrown. */
export async function contentOf(artifacts: Pick<ArtifactStore, 'getJson'>, row: CallRow): Promise<CallContent> {
  return {
    call: summaryOf(row),
    request: row.request === null ? nothing() : await requestOf(artifacts, row.request.sha256),
    answer: row.answer === null ? null : await readKept(artifacts, row.answer.sha256, keptAnswerSchema),
  };
}

async function requestOf(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  sha256: string,
): Promise<KeptRequestAnswer | Missing> {
  const stored = await readKept(artifacts, sha256, storedRequestSchema);
  if ('missing' in stored) return stored;
  const { model, tools, toolChoice, answer, maxOutputTokens, reasoningEffort } = stored;
  const read = new Map<string, Omit<Exclude<KeptRequestAnswer['messages'][number], Missing>, 'sha256'> | Missing>();
  await inParallel([...new Set(stored.messages)], AT_ONCE, async (hash) => {
    read.set(hash, await readKept(artifacts, hash, sentMessageSchema.omit({ sha256: true })));
  });
  return {
    ...{ model, tools, toolChoice },
    messages: stored.messages.map((hash) => {
      const message = read.get(hash) ?? nothing(hash);
      return 'missing' in message ? message : { sha256: hash, ...message };
    }),
    schema: answer,
    parameters: { maxOutputTokens, reasoningEffort },
  };
}

async function readKept<S extends z.ZodType>(
  artifacts: Pick<ArtifactStore, 'getJson'>,
  sha256: string,
  schema: S,
): Promise<z.infer<S> | Missing> {
  try {
    const parsed = schema.safeParse(await artifacts.getJson(sha256));
    return parsed.success ? parsed.data : { sha256, missing: 'It is kept in a form that this version does not read.' };
  } catch (error) {
    if (error instanceof DossierError && error.failure.class === 'lost-artifact')
      return { sha256, missing: error.message };
    throw error;
  }
}

function nothing(sha256 = ''): Missing {
  return { sha256, missing: 'It was not kept.' };
}
