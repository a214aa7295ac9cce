import type { ComponentProps } from 'react';

/** A button; while `isBusy` it cannot be pressed again and says that it works. It keeps the focus meanwhile, which one that is switched off loses. */
export function Button({
  kind = 'plain',
  isBusy = false,
  className = '',
  children,
  ...rest
}: ComponentProps<'button'> & { kind?: 'plain' | 'primary' | 'danger' | 'quiet'; isBusy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${kind} ${className}`}
      aria-busy={isBusy}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
    >
      {isBusy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
