import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecisionKind } from '../../../../contract/messages.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';
import type { OpenGate } from './gate-words.ts';

/** What a reviewer wants. */
export interface Wish {
  decision: DecisionKind;
  comment: string;
  editedMarkdown?: string;
}

/** Sends a decision about exactly the version that is shown. Whatever comes of it, the job is read again: somebody else may have decided. */
export function useDecide(view: JobView, gate: OpenGate, onDecided: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) =>
      instance.message(view.id, 'decide', {
        gate: gate.id,
        artifact: gate.artifact.sha256,
        round: gate.round,
        ...wish,
      }),
    onSuccess: ({ delivered }) => {
      if (delivered === 'update') onDecided();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['job', view.id, 'view'] });
      for (const key of ['approvals', 'jobs']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}
export type Decide = ReturnType<typeof useDecide>;
