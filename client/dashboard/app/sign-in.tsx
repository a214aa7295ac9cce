import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Field } from '../components/field.tsx';
import icon from '../icon.svg';
import { instance } from './instance.ts';

/** Where nobody is signed in: how to open the dashboard, and a form for the token where there is no terminal. */
export function SignIn() {
  const queries = useQueryClient();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = 'Open Dossier';
    heading.current?.focus();
  }, []);
  const signIn = useMutation({
    mutationFn: (token: string) => instance.signIn(token),
    onSuccess: () => {
      // What was refused is asked again; what says that nobody is signed in is watched by the page, and must change in place.
      queries.removeQueries({ predicate: ({ queryKey: [key] }) => key !== 'signed-out' });
      queries.setQueryData(['signed-out'], false);
    },
  });
  return (
    <main className="sign-in">
      <img src={icon} alt="" width="48" height="48" />
      <h1 ref={heading} tabIndex={-1}>
        Open Dossier
      </h1>
      <p>
        This browser has not been opened for this instance, or its one-time address was used before. Run this where
        Dossier runs, and follow the address it prints:
      </p>
      <pre>
        <code>npx --no-install dossier open</code>
      </pre>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate(String(new FormData(event.currentTarget).get('token')).trim());
        }}
      >
        <Field label="Or paste the token of the instance" hint="It stands in instance.json of the data folder.">
          {(props) => <input {...props} name="token" type="password" autoComplete="current-password" required />}
        </Field>
        {signIn.error !== null && <FailureNotice error={signIn.error} />}
        <Button kind="primary" type="submit" isBusy={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
