import type { ReactNode } from 'react';
import { FailMark, InfoMark, OkMark, WarnMark } from './icons.tsx';

const MARKS = { info: InfoMark, good: OkMark, warning: WarnMark, failure: FailMark } as const;

/** A boxed word to the person: by icon, words and colour. A failure is read out at once. */
export function Notice({ kind, title, children }: { kind: keyof typeof MARKS; title: string; children?: ReactNode }) {
  const Mark = MARKS[kind];
  return (
    <div className={`notice notice-${kind}`} role={kind === 'failure' ? 'alert' : undefined}>
      <Mark />
      <div>
        <strong>{title}</strong>
        {children !== undefined && <div className="notice-body">{children}</div>}
      </div>
    </div>
  );
}
