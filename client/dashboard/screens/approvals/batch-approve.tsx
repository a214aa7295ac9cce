import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaitingGate } from '../../../../contract/approval-api.ts';
import { DossierError } from '../../../../contract/failures.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Notice } from '../../components/notice.tsx';
import { subjectOf } from '../approval/gate-words.ts';

/** Whether a gate may be approved together with others: nothing about it is grave, and nothing was found. */
export function isPlain({ job, gate, findings }: WaitingGate): boolean {
  const found = findings.blocking + findings.warning + findings.note;
  return job.risk === 'low' && found === 0 && subjectOf(gate) !== 'tool call';
}

/** Approves several gates of low risk without findings at once; the audit trail says that it was done so. */
export function BatchApprove({
  plain,
  chosen,
  onChoose,
}: {
  plain: readonly WaitingGate[];
  chosen: readonly WaitingGate[];
  onChoose(some: readonly WaitingGate[]): void;
}) {
  const [asked, ask] = useState<readonly WaitingGate[] | null>(null);
  const run = useApproveAll();
  const close = (): void => {
    ask(null);
    if (run.isSuccess) onChoose([]);
    run.reset();
  };
  return (
    <>
      {plain.length > 1 && (
        <section className="row" aria-label="Approve several">
          <Button kind="quiet" onClick={() => onChoose(chosen.length === plain.length ? [] : plain)}>
            {chosen.length === plain.length ? 'Choose none' : `Choose all ${plain.length} of low risk without findings`}
          </Button>
          <Button disabled={chosen.length === 0} onClick={() => ask(chosen)}>
            Approve {chosen.length > 0 && chosen.length}
          </Button>
        </section>
      )}
      {/* Stays when the list has grown shorter by what was approved in it. */}
      <Dialog title={`Approve ${counted(asked?.length ?? 0, 'version')}?`} isOpen={asked !== null} onClose={close}>
        {run.isSuccess ? (
          <Outcomes outcomes={run.data} onClose={close} />
        ) : (
          <Confirmation
            asked={asked ?? []}
            isBusy={run.isPending}
            onClose={close}
            onSure={() => run.mutate(asked ?? [])}
          />
        )}
      </Dialog>
    </>
  );
}

function useApproveAll() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (gates: readonly WaitingGate[]) => {
      const comment = `Approved together with ${counted(gates.length - 1, 'other')} from the list of approvals.`;
      const outcomes = await Promise.allSettled(
        gates.map(({ job, gate }) =>
          instance.message(job.id, 'decide', {
            gate: gate.id,
            artifact: gate.artifact.sha256,
            round: gate.round,
            decision: 'approve',
            comment: gates.length > 1 ? comment : '',
          }),
        ),
      );
      return gates.map((one, index) => ({ one, outcome: outcomes[index] }));
    },
    onSettled: () => {
      for (const key of ['approvals', 'jobs']) void queries.invalidateQueries({ queryKey: [key] });
    },
  });
}

function Confirmation({
  asked,
  isBusy,
  onClose,
  onSure,
}: {
  asked: readonly WaitingGate[];
  isBusy: boolean;
  onClose(): void;
  onSure(): void;
}) {
  return (
    <>
      <p>
        Each goes on with exactly the version that waits now. The audit trail says that they were approved together.
      </p>
      <ul className="batch-list">
        {asked.map(({ job, gate }) => (
          <li key={`${job.id} ${gate.id}`}>
            {job.title}{' '}
            <span className="muted small">
              {subjectOf(gate)} of {job.id}, <code>{gate.artifact.sha256.slice(0, 12)}</code>
            </span>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <Button onClick={onClose}>Leave them</Button>
        <Button kind="primary" isBusy={isBusy} onClick={onSure}>
          Approve {counted(asked.length, 'version')}
        </Button>
      </div>
    </>
  );
}

function Outcomes({
  outcomes,
  onClose,
}: {
  outcomes: readonly { one: WaitingGate; outcome: PromiseSettledResult<unknown> | undefined }[];
  onClose(): void;
}) {
  const failed = outcomes.filter(({ outcome }) => outcome?.status === 'rejected');
  const good = outcomes.length - failed.length;
  return (
    <>
      {good > 0 && <Notice kind="good" title={`${counted(good, 'version')} approved`} />}
      {failed.map(({ one, outcome }) => (
        <Notice key={one.job.id} kind="failure" title={`${one.job.title} was not approved`}>
          {outcome?.status === 'rejected' && outcome.reason instanceof DossierError
            ? outcome.reason.failure.message
            : 'It did not answer.'}
        </Notice>
      ))}
      <div className="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
