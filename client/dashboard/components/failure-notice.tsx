import { DossierError } from '../../../contract/failures.ts';
import { Notice } from './notice.tsx';
import { remedyOnPage } from './page-remedies.ts';

/** What failed, in the catalogue's words: what happened, what to do, and the code to look up. */
export function FailureNotice({ error, title }: { error: unknown; title?: string }) {
  if (!(error instanceof DossierError)) {
    return (
      <Notice kind="failure" title={title ?? 'This page failed'}>
        <p>Something in the page itself went wrong. Reload it; nothing that the instance holds is lost.</p>
      </Notice>
    );
  }
  const { message, code } = error.failure;
  return (
    <Notice kind="failure" title={title ?? message}>
      {title !== undefined && <p>{message}</p>}
      <p>
        {remedyOnPage(error.failure)} <code className="code">{code}</code>
      </p>
    </Notice>
  );
}
