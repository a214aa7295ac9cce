import { useEffect, useRef } from 'react';
import { describeLocator } from '../../../../contract/evidence/locator.ts';
import type { Passage, Source } from '../../../../contract/evidence/source.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { MarkedText } from './marked-text.tsx';
import { SheetPassage } from './sheet-passage.tsx';
import { usePassages } from './use-passages.ts';

/** How many passages are shown before and after the one that is quoted, until more are asked for by scrolling. */
const AROUND = 200;

/** A source as it was read, passage by passage, at the one that is quoted. */
export function PassageList({
  source,
  passageId,
  quote,
  staysAtTop = false,
}: {
  source: Extract<Source, { status: 'read' }>;
  passageId: string | null;
  quote: string;
  /** Whether something above it comes first, such as the page that it stands on. */
  staysAtTop?: boolean;
}) {
  const { data, error, isPending } = usePassages(source);
  const chosen = useRef<HTMLLIElement>(null);
  const isThere = data !== undefined;
  useEffect(() => {
    // Only the panel scrolls: the sentence that led here stays where it is.
    const panel = chosen.current?.closest('.source-panel');
    if (!isThere || !panel || chosen.current === null || staysAtTop) return;
    panel.scrollTop = chosen.current.offsetTop - panel.clientHeight / 3;
  }, [isThere, staysAtTop]);
  if (isPending) return <Loading what="the source" />;
  if (error !== null) return <FailureNotice error={error} title="The source could not be read" />;
  const at = data.findIndex(({ id }) => id === passageId);
  const shown = data.slice(Math.max(0, at - AROUND), Math.max(0, at) + AROUND);
  return (
    <ol className="passages">
      {shown.map((passage) => {
        const isQuoted = passage.id === passageId;
        return (
          <li
            key={passage.id}
            ref={isQuoted ? chosen : null}
            className={isQuoted ? 'passage passage-quoted' : 'passage'}
            aria-current={isQuoted ? 'location' : undefined}
          >
            <span className="passage-place">{describeLocator(passage.locator)}</span>
            <PassageText passage={passage} quote={isQuoted ? quote : null} />
          </li>
        );
      })}
      {shown.length < data.length && (
        <li className="muted small">
          {shown.length} of {data.length} passages are shown, around the one that is quoted.
        </li>
      )}
    </ol>
  );
}

function PassageText({ passage, quote }: { passage: Passage; quote: string | null }) {
  const { locator, text } = passage;
  if (locator.kind === 'sheet') return <SheetPassage range={locator.range} text={text} quote={quote} />;
  return <p className="passage-text">{quote === null ? text : <MarkedText text={text} quote={quote} />}</p>;
}
