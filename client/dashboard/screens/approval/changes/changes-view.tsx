import { useRef, useState } from 'react';
import { useListKeys } from '../../../app/use-list-keys.ts';
import { Button } from '../../../components/button.tsx';
import { counted } from '../../../components/count.tsx';
import { Empty } from '../../../components/empty.tsx';
import { SideBySide, Unified } from './changed-line.tsx';
import type { ComparedLine } from './compare-lines.ts';

/** Lines around a change that are shown with it. */
const CONTEXT = 1;

/** Changes in reading order, one below the other or both versions side by side; the focus moves from change to change by buttons or j and k. */
export function ChangesView({ lines }: { lines: readonly ComparedLine[] }) {
  const [isSplit, split] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useListKeys();
  const count = lines.filter(({ kind }) => kind !== 'same').length;
  if (count === 0) return <Empty title="Nothing changed in its words" />;
  const move = (by: 1 | -1): void => {
    const changes = [...(list.current?.querySelectorAll<HTMLElement>('[data-list-item]') ?? [])];
    const at = changes.findIndex((change) => change === document.activeElement || change.dataset.last === 'true');
    const next = changes[at === -1 ? 0 : (at + by + changes.length) % changes.length];
    for (const change of changes) delete change.dataset.last;
    if (next === undefined) return;
    // The button keeps being what was pressed last; the change remembers that it was shown.
    next.dataset.last = 'true';
    next.scrollIntoView({ block: 'center' });
    next.focus({ preventScroll: true });
  };
  const Line = isSplit ? SideBySide : Unified;
  return (
    <>
      <div className="row versions-head">
        <strong>{counted(count, 'change')}</strong>
        <Button onClick={() => move(-1)}>Previous change</Button>
        <Button onClick={() => move(1)}>Next change</Button>
        <button type="button" className="chip" aria-pressed={isSplit} onClick={() => split(!isSplit)}>
          Side by side
        </button>
      </div>
      <ol ref={list} className="versions">
        {folded(lines).map((part) =>
          typeof part.content === 'number' ? (
            <li key={part.at} className="versions-same muted small">
              {counted(part.content, 'line')} the same
            </li>
          ) : (
            <Line key={part.at} line={part.content} />
          ),
        )}
      </ol>
    </>
  );
}

/** Lines that are the same and far from any change become their count. */
function folded(lines: readonly ComparedLine[]): { at: number; content: ComparedLine | number }[] {
  const isNear = (at: number): boolean =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== 'same');
  const found: { at: number; content: ComparedLine | number }[] = [];
  lines.forEach((line, at) => {
    const last = found.at(-1);
    if (isNear(at)) found.push({ at, content: line });
    else if (last !== undefined && typeof last.content === 'number') last.content += 1;
    else found.push({ at, content: 1 });
  });
  return found;
}
