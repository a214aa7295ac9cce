import type { ModelResult } from '../../contract/steps.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { RecordedCall } from '../models/recorded-call.ts';

/** Turns a recorded call into what the workflow is told: the typed value becomes an artifact, everything else travels as facts. */
export async function resultOf<T, Facts extends Record<string, number>>(
  artifacts: Pick<ArtifactStore, 'putJson'>,
  call: RecordedCall<T>,
  titleOf: (value: T) => string,
  factsOf: (value: T) => Facts,
): Promise<ModelResult<Facts>> {
  if (call.outcome !== 'ok') return notOk(call);
  const output = await artifacts.putJson(call.value, titleOf(call.value).slice(0, 300));
  return { outcome: 'ok', output, facts: factsOf(call.value), receipt: call.receipt };
}

/** What the workflow is told of a call that gave no value. */
export function notOk(
  call: Exclude<RecordedCall<unknown>, { outcome: 'ok' }>,
): Exclude<ModelResult<never>, { outcome: 'ok' }> {
  const { receipt } = call;
  switch (call.outcome) {
    case 'refused':
      return { outcome: 'refused', words: call.words, receipt };
    case 'invalid':
      return { outcome: 'invalid', answer: call.answer, error: call.error, receipt };
    case 'truncated':
      return { outcome: 'truncated', answer: call.answer, receipt };
  }
}
