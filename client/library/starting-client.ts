import { type EstimateAnswer, type EstimateRequest, estimateAnswerSchema } from '../../contract/estimate-api.ts';
import { type ExtractionAnswer, extractionAnswerSchema } from '../../contract/extraction-api.ts';
import { type SampleAnswer, sampleAnswerSchema } from '../../contract/sample-api.ts';
import { readAnswer } from './answers.ts';
import type { createTransport } from './transport.ts';

/** What helps a person to start a job. */
export interface StartingClient {
  /** Has an upload read. Answers within half a minute; where it is still being read, ask again. */
  extraction(sha256: string, name: string, signal?: AbortSignal): Promise<ExtractionAnswer>;
  /** What a job like this would likely cost. */
  estimate(request: EstimateRequest): Promise<EstimateAnswer>;
  /** The sample with its documents, ready to be started. */
  sample(): Promise<SampleAnswer>;
}

/** Longer than the instance waits by itself. */
const READING_MS = 60_000;

/** Builds it. */
export function startingClient(send: ReturnType<typeof createTransport>, api: string): StartingClient {
  return {
    extraction: async (sha256, name, signal) =>
      readAnswer(
        extractionAnswerSchema,
        await send(`${api}/uploads/${encodeURIComponent(sha256)}/extraction`, {
          method: 'POST',
          json: { name },
          signal,
          timeoutMs: READING_MS,
        }),
      ),
    estimate: async (request) =>
      readAnswer(estimateAnswerSchema, await send(`${api}/estimates`, { method: 'POST', json: request })),
    sample: async () => readAnswer(sampleAnswerSchema, await send(`${api}/sample`)),
  };
}
