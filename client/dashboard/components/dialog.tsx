import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button.tsx';

/**
 * A modal dialog of the browser's own: focus stays within, Esc closes, what is behind is inert, and focus goes back to where it was. (Those of
 * component libraries put style elements into the page, which the Content-Security-Policy refuses.)
 */
export function Dialog({
  title,
  isOpen,
  onClose,
  children,
  size = 'medium',
  isHeld = false,
}: {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
  size?: 'medium' | 'large';
  /** Whether it stays open whatever is pressed: it tells in a moment what became of something. */
  isHeld?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (isHeld) event.preventDefault();
      }}
      // A browser that is pressed twice closes it all the same.
      onClose={isHeld ? () => dialog.current?.showModal() : onClose}
    >
      {isOpen && (
        <>
          <div className="dialog-head">
            <h2 id={titleId}>{title}</h2>
            <Button kind="quiet" aria-label="Close" disabled={isHeld} onClick={onClose}>
              ×
            </Button>
          </div>
          <div className="dialog-body">{children}</div>
        </>
      )}
    </dialog>
  );
}
