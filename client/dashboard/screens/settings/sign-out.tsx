import { useMutation, useQueryClient } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';

/** Ends the session of this browser; the page becomes the sign-in. */
export function SignOut() {
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => instance.signOut(),
    onSuccess: () => {
      // What says that nobody is signed in is watched by the page, and must change in place.
      queries.removeQueries({ predicate: ({ queryKey: [key] }) => key !== 'signed-out' });
      queries.setQueryData(['signed-out'], true);
    },
  });
  return (
    <>
      {signOut.error !== null && <FailureNotice error={signOut.error} />}
      <Button isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
        Sign out
      </Button>
    </>
  );
}
