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
      queries.clear();
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
