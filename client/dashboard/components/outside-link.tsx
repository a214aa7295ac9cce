import type { ReactNode } from 'react';

const FOLLOWED = new Set(['http:', 'https:', 'mailto:']);

/** A link out of the dashboard; an address that does more than lead somewhere is shown as text. */
export function OutsideLink({ address, children }: { address: string; children: ReactNode }) {
  if (!URL.canParse(address) || !FOLLOWED.has(new URL(address).protocol)) return children;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {children}
      <span className="visually-hidden"> (opens a new tab)</span>
    </a>
  );
}
