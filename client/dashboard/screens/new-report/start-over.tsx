import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';

/** Throws away what is written, once that was said again. */
export function StartOver({ onStartOver, disabled }: { onStartOver(): void; disabled: boolean }) {
  const [isAsked, ask] = useState(false);
  return (
    <>
      <Button kind="quiet" disabled={disabled} onClick={() => ask(true)}>
        Start over
      </Button>
      <Dialog title="Throw away what is written?" isOpen={isAsked} onClose={() => ask(false)}>
        <p>The question, the list of documents and all settings of this form are emptied.</p>
        <div className="dialog-actions">
          <Button onClick={() => ask(false)}>Keep it</Button>
          <Button
            kind="danger"
            onClick={() => {
              ask(false);
              onStartOver();
            }}
          >
            Throw it away
          </Button>
        </div>
      </Dialog>
    </>
  );
}
