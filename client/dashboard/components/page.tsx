import { type ReactNode, useEffect } from 'react';

/** A screen: its one heading, which takes the focus when it is opened, its actions beside it, and its title in the tab. */
export function Page({
  title,
  name,
  actions,
  children,
}: {
  title: ReactNode;
  /** What the tab is called; where the title is not text. */
  name?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const words = name ?? (typeof title === 'string' ? title : 'Dossier');
  useEffect(() => {
    const count = /^\(\d+\) /.exec(document.title)?.[0] ?? '';
    document.title = `${count}${words} · Dossier`;
  }, [words]);
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
