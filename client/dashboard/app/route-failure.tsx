import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '../components/button.tsx';
import { FailureNotice } from '../components/failure-notice.tsx';
import { Page } from '../components/page.tsx';
import { pageIsOutdated } from './outdated.ts';

/** A screen that could not be drawn: says so, and draws it again on request. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  if (pageIsOutdated()) {
    return (
      <Page title="Dossier was updated">
        <p>This page was loaded before an update. Nothing that the instance holds is lost.</p>
        <div className="row">
          <Button kind="primary" onClick={() => window.location.reload()}>
            Load it again
          </Button>
        </div>
      </Page>
    );
  }
  return (
    <Page title="This page failed">
      <FailureNotice error={error} />
      <Button onClick={reset}>Show it again</Button>
    </Page>
  );
}
