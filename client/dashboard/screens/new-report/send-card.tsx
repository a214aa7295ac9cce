import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { isUnreadable } from './document-entry.ts';
import type { useNewReport } from './use-new-report.ts';

/** The button that starts it, and what keeps it from starting. */
export function SendCard({ draft, start, sending, written }: ReturnType<typeof useNewReport>) {
  const { isWaiting, onTheirWay, stopWaiting } = sending;
  const unreadable = written.sources.filter(isUnreadable).length;
  return (
    <>
      {start.error !== null && <FailureNotice error={start.error} title="It could not be started" />}
      <Button type="submit" kind="primary" isBusy={start.isPending || isWaiting}>
        {draft.kind === 'report' ? 'Start the report' : 'Start the check'}
      </Button>
      <div role="status">
        {unreadable > 0 && (
          <p className="small document-warning">
            {counted(unreadable, 'document')} cannot be read. The {draft.kind} would be made without{' '}
            {unreadable === 1 ? 'it' : 'them'}, and say so.
          </p>
        )}
        {isWaiting && (
          <p className="small">
            It starts as soon as {counted(onTheirWay, 'document')} {onTheirWay === 1 ? 'is' : 'are'} sent.
          </p>
        )}
      </div>
      {isWaiting && <Button onClick={stopWaiting}>Do not start yet</Button>}
      <p className="small muted">What is written here stays in this tab until it is started.</p>
    </>
  );
}
