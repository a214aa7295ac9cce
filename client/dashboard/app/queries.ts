import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { DossierError } from '../../../contract/failures.ts';

const RETRIES = 2;

/** Whether an answer says that nobody is signed in. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof DossierError && error.code === 'unauthorized';
}

/**
 * The cache of what the instance answered. Streams keep it fresh, so that nothing is asked again by the clock; what failed for a reason that passes
 * is tried again, a refusal never is.
 */
export function createQueries(): QueryClient {
  const onError = (error: unknown): void => {
    // The whole page becomes the sign-in: nothing on it can be had any more.
    if (isSignedOut(error)) queries.setQueryData(['signed-out'], true);
  };
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => count < RETRIES && error instanceof DossierError && error.failure.retryable,
        // An instance on this machine answers also where the network is away.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
