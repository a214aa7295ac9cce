import type { ComponentProps } from 'react';

/** A button; while `isBusy` it cannot be pressed again and says that it works. */
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
      disabled={rest.disabled === true || isBusy}
      aria-busy={isBusy}
    >
      {isBusy && <span className="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}
