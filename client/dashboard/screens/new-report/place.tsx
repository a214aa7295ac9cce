import type { ReactNode } from 'react';
import type { FieldName } from './faults.ts';

/** Where a field stands, so that the summary of what is wrong can lead to it. */
export function Place({ of, children }: { of: FieldName; children: ReactNode }) {
  return <div id={placeId(of)}>{children}</div>;
}

/** Puts the focus into a field. */
export function focusField(of: FieldName): void {
  const place = document.getElementById(placeId(of));
  place?.querySelector<HTMLElement>('textarea, input:not([type="file"]), select, button')?.focus();
}

function placeId(of: FieldName): string {
  return `new-report-${of}`;
}
