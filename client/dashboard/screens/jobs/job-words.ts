import type { JobRow } from '../../../../contract/job-list-api.ts';
import { counted } from '../../components/counted.ts';
import { sentenceOnPage } from '../job/sentence-words.ts';

/** Where an open job stands, `Verify 3/5, attempt 2`, and what it says of itself. */
export function stateInWords({ status, step, sentence: said }: Pick<JobRow, 'status' | 'step' | 'sentence'>): string {
  const sentence = sentenceOnPage(said);
  // The sentence of what waits for a person or needs attention names the step itself.
  if (step === null || status === 'waiting' || status === 'needs_attention') return sentence;
  return status === 'running' ? step : `${step} · ${sentence}`;
}

/** All that a job waits for, where that is more than its sentence tells. */
export function waitsInWords({ waitsFor: { gates, attention } }: Pick<JobRow, 'waitsFor'>): string | null {
  if (gates.length + attention < 2) return null;
  const parts = [
    gates.length > 0 && counted(gates.length, 'decision'),
    attention > 0 && `${counted(attention, 'place')} that need${attention === 1 ? 's' : ''} attention`,
  ].filter(Boolean);
  return `Waits for ${parts.join(' and ')}`;
}
