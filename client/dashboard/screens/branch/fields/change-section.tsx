import { type ReactNode, useState } from 'react';

/** One thing that may be changed: folded until it is wanted, open where something is written. */
export function ChangeSection({
  title,
  isChanged,
  children,
}: {
  title: string;
  isChanged: boolean;
  children: ReactNode;
}) {
  const [isOpen, open] = useState(isChanged);
  return (
    <details className="change" open={isOpen} onToggle={(event) => open(event.currentTarget.open)}>
      <summary>
        {title} {isChanged && <span className="change-mark">changed</span>}
      </summary>
      <div className="stack">{isOpen && children}</div>
    </details>
  );
}
