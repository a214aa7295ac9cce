import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { DossierError } from '../../../../contract/failures.ts';
import { sha256OfJson } from '../../../../contract/hash.ts';
import type { BranchPreview } from '../../../../contract/recovery/branch-preview.ts';
import type { WishedChanges } from '../../../../contract/recovery/wishes.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';
import { type JobSearch, jobSearchSchema } from '../job/job-search.ts';
import type { Target } from './fields/use-start-text.ts';

/** Going back within the job, or beginning a new one from it. */
export type As = BranchPreview['as'];

/** Where to, and with what changed. */
export interface BranchWish extends Target {
  as: As;
  changes: WishedChanges;
  fresh: boolean;
}

const SETTLE_MS = 500;

/** A value once it has rested for a moment; until then the one before. */
function useRested<Value>(value: Value): Value {
  const [rested, rest] = useState(value);
  const key = JSON.stringify(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when the value is another one.
  useEffect(() => {
    const timer = setTimeout(() => rest(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return rested;
}

/** What a wish would do to the job as it stands; told anew when the wish or the job changes. `isCurrent`: what is shown is of this very wish and job. */
export function usePreview(view: JobView, wish: BranchWish | null) {
  const rested = useRested(wish);
  const query = useQuery({
    queryKey: ['branch-preview', view.id, view.revision, rested],
    enabled: rested !== null,
    queryFn: () => {
      if (rested === null) throw new DossierError('request-invalid', 'Nothing is wished.');
      return instance.previewBranch(view.id, rested);
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const isRested = JSON.stringify(rested) === JSON.stringify(wish);
  return { ...query, isCurrent: isRested && query.isSuccess && !query.isPlaceholderData && !query.isFetching };
}

/** Whether a refusal says that the job has moved since the preview. */
export function hasMoved(error: unknown): boolean {
  return error instanceof DossierError && error.code === 'revision-stale';
}

function keptOf(search: object): Pick<JobSearch, 'kind' | 'outcome' | 'events'> {
  const { kind, outcome, events } = jobSearchSchema.parse(search);
  return { kind, outcome, events };
}

/** Does what the preview told, to the revision it was told of; then shows the job that goes on. */
export function useBranch(view: JobView, onDone: () => void) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  // A repeat of one opening is the same fork; another opening may wish for a second one.
  const [opened] = useState(() => `${Date.now()} ${Math.random()}`);
  return useMutation({
    mutationFn: async ({ wish, revision }: { wish: BranchWish; revision: number }): Promise<string> => {
      const { as, ...target } = wish;
      if (as === 'fork') {
        const key = sha256OfJson([opened, target]).slice(0, 40);
        return (await instance.fork(view.id, { ...target, revision }, key)).job.id;
      }
      await instance.message(view.id, 'rewind', { ...target, revision });
      return view.id;
    },
    onSuccess: async (id) => {
      onDone();
      if (id === view.id) await queries.invalidateQueries({ queryKey: ['job', id] });
      // Filters of the job's own tabs stay; another job is shown from its beginning.
      await navigate({
        to: '/jobs/$id',
        params: { id },
        search: (before) => (id === view.id ? { ...keptOf(before), tab: 'progress' } : { tab: 'progress' }),
      });
    },
    onSettled: () => {
      // What moved the job since the preview shows in its view, and that asks for another preview.
      void queries.invalidateQueries({ queryKey: ['job', view.id] });
      void queries.invalidateQueries({ queryKey: ['branch-preview', view.id] });
      void queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}
