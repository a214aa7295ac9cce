import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DossierError } from '../../../../contract/failures.ts';
import type { JobRow } from '../../../../contract/job-list-api.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { Notice } from '../../components/notice.tsx';
import { BULK_LIMIT, type Outcome, runOnAll } from './bulk-run.ts';
import { BULK_WORDS, type BulkAction } from './bulk-words.ts';

/** So many that failed are told one by one. */
const TOLD = 10;

/** Says how many jobs it is about, asks once more, and tells what became of each. */
export function BulkDialog({
  action,
  found,
  chosenCount,
  onClose,
  onDone,
}: {
  /** Null: nothing is asked. */
  action: BulkAction | null;
  /** The jobs that it is about, once they are known. */
  found: { data: readonly JobRow[] | undefined; error: Error | null };
  chosenCount: number;
  onClose(): void;
  onDone(): void;
}) {
  const [done, setDone] = useState(0);
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: (asked: { action: BulkAction; rows: readonly JobRow[] }) => runOnAll(asked.action, asked.rows, setDone),
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const close = (): void => {
    onClose();
    if (run.isSuccess) onDone();
    run.reset();
    setDone(0);
  };
  const rows = found.data;
  return (
    <Dialog title={titleOf(action, rows)} isOpen={action !== null} isHeld={run.isPending} onClose={close}>
      {found.error !== null && <FailureNotice error={found.error} title="The jobs could not be listed" />}
      {rows === undefined && found.error === null && <Loading what="the jobs that it is about" />}
      {action !== null && run.isSuccess && <Outcomes action={action} outcomes={run.data} onClose={close} />}
      {action !== null && rows !== undefined && !run.isSuccess && (
        <Confirmation
          {...{ action, rows }}
          others={chosenCount - rows.length}
          done={run.isPending ? done : null}
          onClose={close}
          onSure={() => run.mutate({ action, rows })}
        />
      )}
    </Dialog>
  );
}

function titleOf(action: BulkAction | null, rows: readonly JobRow[] | undefined): string {
  if (action === null) return '';
  const { button } = BULK_WORDS[action];
  return rows === undefined ? `${button} all that match?` : `${button} ${counted(rows.length, 'job')}?`;
}

function Confirmation({
  action,
  rows,
  others,
  done,
  onClose,
  onSure,
}: {
  action: BulkAction;
  rows: readonly JobRow[];
  /** The chosen ones that it is not about. */
  others: number;
  /** How far it is; null before it has begun. */
  done: number | null;
  onClose(): void;
  onSure(): void;
}) {
  const { button, what } = BULK_WORDS[action];
  return (
    <>
      <p>{what}</p>
      {rows.length === BULK_LIMIT && (
        <p className="muted">So many are done at once; do it again for those that are left then.</p>
      )}
      {others > 0 && rows.length < BULK_LIMIT && (
        <p className="muted">The other {others} chosen are in a state that does not take it.</p>
      )}
      {done !== null && (
        <p role="status">
          {done} of {counted(rows.length, 'job')}
        </p>
      )}
      <div className="dialog-actions">
        {done === null && <Button onClick={onClose}>Leave them</Button>}
        <Button
          kind={action === 'cancel' ? 'danger' : 'primary'}
          isBusy={done !== null}
          disabled={rows.length === 0}
          onClick={onSure}
        >
          {button} {counted(rows.length, 'job')}
        </Button>
      </div>
    </>
  );
}

function Outcomes({
  action,
  outcomes,
  onClose,
}: {
  action: BulkAction;
  outcomes: readonly Outcome[];
  onClose(): void;
}) {
  const failed = outcomes.filter(({ error }) => error !== null);
  const good = outcomes.length - failed.length;
  return (
    <>
      {good > 0 && <Notice kind="good" title={BULK_WORDS[action].done(good)} />}
      {failed.slice(0, TOLD).map(({ row, error }) => (
        <Notice key={row.id} kind="failure" title={row.title}>
          {error instanceof DossierError ? error.failure.message : 'It did not answer.'}
        </Notice>
      ))}
      {failed.length > TOLD && <p>And {counted(failed.length - TOLD, 'other')} that did not take it.</p>}
      <div className="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
