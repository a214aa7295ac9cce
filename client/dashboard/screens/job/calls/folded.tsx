import { type ReactNode, useState } from 'react';

/** Something long behind its name; it is drawn only once it is opened. */
export function Folded({
  summary,
  isOpenAtFirst = false,
  children,
}: {
  summary: ReactNode;
  isOpenAtFirst?: boolean;
  children(): ReactNode;
}) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <details className="folded" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && <div className="folded-body">{children()}</div>}
    </details>
  );
}
