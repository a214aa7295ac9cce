import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Button } from '../../../components/button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { ReasonField } from '../../../components/reason-field.tsx';
import { isBudget, RECOVER_TITLE } from '../../recover/attention-words.ts';
import { TemporalLink } from './temporal-link.tsx';

/** What can be done with the whole job in the state it is in. */
export function JobActions({ view }: { view: JobView }) {
  const [asked, ask] = useState<'pause' | 'cancel' | null>(null);
  const resume = useMutation({ mutationFn: () => instance.message(view.id, 'resume', {}) });
  if (view.endedAt !== null) return <TemporalLink jobId={view.id} />;
  return (
    <>
      {view.attention.length > 0 && <ToRecovery view={view} />}
      {view.status === 'paused' ? (
        <Button kind="primary" isBusy={resume.isPending} onClick={() => resume.mutate()}>
          Resume
        </Button>
      ) : (
        <Button onClick={() => ask('pause')}>Pause</Button>
      )}
      <Button onClick={() => ask('cancel')}>Cancel job</Button>
      <TemporalLink jobId={view.id} />
      {resume.error !== null && <FailureNotice error={resume.error} />}
      <PauseDialog view={view} isOpen={asked === 'pause'} onClose={() => ask(null)} />
      <CancelDialog view={view} isOpen={asked === 'cancel'} onClose={() => ask(null)} />
    </>
  );
}

/** Leads to the ways on, which tell beforehand what each does and costs. */
function ToRecovery({ view }: { view: JobView }) {
  const isMoney = view.attention.every(isBudget);
  return (
    <Button
      kind="primary"
      onClick={() => {
        const title = document.getElementById(RECOVER_TITLE);
        title?.scrollIntoView({ block: 'start' });
        title?.focus({ preventScroll: true });
      }}
    >
      {isMoney ? 'Raise the limit' : 'Retry'}
    </Button>
  );
}

interface AskProps {
  view: JobView;
  isOpen: boolean;
  onClose(): void;
}

function PauseDialog({ view, isOpen, onClose }: AskProps) {
  const pause = useMutation({
    mutationFn: (running: 'finish' | 'cancel') => instance.message(view.id, 'pause', { running }),
    onSuccess: onClose,
  });
  return (
    <Dialog title="Pause this job?" isOpen={isOpen} onClose={onClose}>
      <p>Nothing new is begun until it is resumed. What is done is kept.</p>
      {pause.error !== null && <FailureNotice error={pause.error} />}
      <div className="dialog-actions">
        <Button isBusy={pause.isPending} onClick={() => pause.mutate('cancel')}>
          Stop calls that run
        </Button>
        <Button kind="primary" isBusy={pause.isPending} onClick={() => pause.mutate('finish')}>
          Let calls that run finish
        </Button>
      </div>
    </Dialog>
  );
}

function CancelDialog({ view, isOpen, onClose }: AskProps) {
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => instance.message(view.id, 'cancel', { reason }),
    onSuccess: onClose,
  });
  return (
    <Dialog title="Cancel this job?" isOpen={isOpen} onClose={onClose}>
      <p>
        Its work stops, and no report comes of it. What it found stays readable, and it can go back to any step later.
      </p>
      <ReasonField value={reason} onChange={setReason} />
      {cancel.error !== null && <FailureNotice error={cancel.error} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>Keep it going</Button>
        <Button kind="danger" isBusy={cancel.isPending} onClick={() => cancel.mutate()}>
          Cancel the job
        </Button>
      </div>
    </Dialog>
  );
}
