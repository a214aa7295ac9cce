import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Page } from '../components/page.tsx';

/** A screen that could not be drawn: says so, and draws it again on request. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="This page failed">
      <FailureNotice error={error} />
      <Button onClick={reset}>Show it again</Button>
    </Page>
  );
}
