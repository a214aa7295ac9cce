import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DossierError } from '../../../../contract/failures.ts';
import type { JobRow } from '../../../../contract/job-list-api.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';

type Action = 'cancel' | 'retry';
/** In which state a job takes it. */
const FITS: Record<Action, (row: JobRow) => boolean> = {
  cancel: (row) => row.endedAt === null,
  retry: (row) => row.status === 'needs_attention',
};
const WORDS = {
  cancel: {
    button: 'Cancel',
    ask: 'Cancel',
    done: 'was cancelled',
    what: 'Their work stops, and no report comes of it. What they found stays readable.',
  },
  retry: {
    button: 'Retry',
    ask: 'Retry',
    done: 'goes on',
    what: 'Each goes on where it failed, with what it has. What was paid is not paid again.',
  },
} as const;

async function act(action: Action, { id }: JobRow): Promise<void> {
  if (action === 'cancel') {
    await instance.message(id, 'cancel', { reason: '' });
    return;
  }
  const { view } = await instance.view(id);
  for (const { step, item, attempt } of view.attention) {
    await instance.message(id, 'recover', { step, item, attempt, action: { kind: 'retry' } });
  }
}

/** What is done with several jobs at once: told beforehand with its count, and afterwards for each. */
export function BulkActions({ rows, onDone }: { rows: readonly JobRow[]; onDone(): void }) {
  const [asked, ask] = useState<Action | null>(null);
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: async (action: Action) => {
      const fitting = rows.filter(FITS[action]);
      const outcomes = await Promise.allSettled(fitting.map((row) => act(action, row)));
      return fitting.map((row, index) => ({ row, outcome: outcomes[index] }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  if (rows.length === 0) return null;
  const fitting = asked === null ? [] : rows.filter(FITS[asked]);
  const close = (): void => {
    ask(null);
    if (run.isSuccess) onDone();
    run.reset();
  };
  return (
    <section className="bulk row" aria-label="Chosen jobs">
      <strong>{counted(rows.length, 'job')} chosen</strong>
      {(['retry', 'cancel'] as const).map((action) => {
        const count = rows.filter(FITS[action]).length;
        return (
          <Button key={action} disabled={count === 0} onClick={() => ask(action)}>
            {WORDS[action].button} {count > 0 && count}
          </Button>
        );
      })}
      <Button kind="quiet" onClick={onDone}>
        Choose none
      </Button>
      <Dialog
        title={asked === null ? '' : `${WORDS[asked].ask} ${counted(fitting.length, 'job')}?`}
        isOpen={asked !== null}
        onClose={close}
      >
        {asked !== null && !run.isSuccess && (
          <>
            <p>{WORDS[asked].what}</p>
            {fitting.length < rows.length && (
              <p className="muted">
                The other {rows.length - fitting.length} chosen are in a state that does not take it.
              </p>
            )}
            <div className="dialog-actions">
              <Button onClick={close}>Leave them</Button>
              <Button
                kind={asked === 'cancel' ? 'danger' : 'primary'}
                isBusy={run.isPending}
                onClick={() => run.mutate(asked)}
              >
                {WORDS[asked].ask} {counted(fitting.length, 'job')}
              </Button>
            </div>
          </>
        )}
        {asked !== null && run.isSuccess && <Outcomes action={asked} outcomes={run.data} />}
      </Dialog>
    </section>
  );
}

function Outcomes({
  action,
  outcomes,
}: {
  action: Action;
  outcomes: readonly { row: JobRow; outcome: PromiseSettledResult<void> | undefined }[];
}) {
  const failed = outcomes.filter(({ outcome }) => outcome?.status === 'rejected');
  const good = outcomes.length - failed.length;
  return (
    <>
      {good > 0 && (
        <Notice
          kind="good"
          title={`${counted(good, 'job')} ${good === 1 ? WORDS[action].done : WORDS[action].done.replace('was', 'were').replace('goes', 'go')}`}
        />
      )}
      {failed.map(({ row, outcome }) => (
        <Notice key={row.id} kind="failure" title={row.title}>
          {outcome?.status === 'rejected' && outcome.reason instanceof DossierError
            ? outcome.reason.failure.message
            : 'It did not answer.'}
        </Notice>
      ))}
    </>
  );
}
