import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MessageReceipt } from '../../../../contract/api-answers.ts';
import { DossierError } from '../../../../contract/failures.ts';
import type { WishedAction } from '../../../../contract/recovery/wishes.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';
import type { Parked } from './attention-words.ts';

/** What is to be done about which parked places. */
export interface Wish {
  places: readonly Parked[];
  action: WishedAction | { kind: 'setBudget'; limitMicroUsd: number | null };
}

/** What came of it: how many took it, whether a worker has yet to read it, and why others refused. */
export interface Outcome {
  kind: Wish['action']['kind'];
  taken: number;
  isLate: boolean;
  overtaken: DossierError | null;
}

const OVERTAKEN: readonly string[] = ['not-parked', 'attempt-stale'];

/** Whether a refusal says that the job has moved since it was shown. */
export function isStale(error: unknown): error is DossierError {
  return error instanceof DossierError && [...OVERTAKEN, 'action-not-allowed', 'job-closed'].includes(error.code);
}

async function act(view: JobView, { places, action }: Wish): Promise<Outcome> {
  const { kind } = action;
  if (action.kind === 'setBudget') {
    const { limitMicroUsd } = action;
    const receipt = await instance.message(view.id, 'setBudget', { limitMicroUsd });
    return { kind, taken: 1, isLate: receipt.delivered === 'signal', overtaken: null };
  }
  const receipts: MessageReceipt[] = [];
  let overtaken: DossierError | null = null;
  for (const { step, item, attempt } of places) {
    try {
      receipts.push(await instance.message(view.id, 'recover', { step, item, attempt, action }));
    } catch (error) {
      // What looked again by itself meanwhile is no reason to leave the others parked.
      if (!(error instanceof DossierError) || !OVERTAKEN.includes(error.code)) throw error;
      overtaken = error;
    }
  }
  if (receipts.length === 0 && overtaken !== null) throw overtaken;
  return { kind, taken: receipts.length, isLate: receipts.some((one) => one.delivered === 'signal'), overtaken };
}

/** Sends what a person chose, for one place or for all that failed alike. Whatever comes of it, the job is read again. */
export function useRecover(view: JobView) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => act(view, wish),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['job', view.id, 'view'] });
      void queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}
export type Recover = ReturnType<typeof useRecover>;
