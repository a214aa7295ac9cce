import * as Tooltip from '@radix-ui/react-tooltip';
import { useRef, useState } from 'react';
import { describeLocator } from '../../../../contract/evidence/locator.ts';
import type { Verdict } from '../../../../contract/verification.ts';
import type { DocumentData } from './document-data.ts';
import { VerdictMark } from './verdict-mark.tsx';

const EXCERPT = 280;
/** For how long after a mark got the focus the page may still scroll to it, which is no reason to hide the words again. */
const SCROLLS_MS = 500;

/** The mark behind a sentence: hover or focus shows the words it rests on, Enter or a click opens their source at the place. */
export function CitationChip({
  id,
  verdict,
  data,
  isOpen,
  onOpen,
}: {
  id: string;
  verdict: Verdict | undefined;
  data: DocumentData;
  isOpen: boolean;
  onOpen(id: string): void;
}) {
  const [isShown, show] = useState(false);
  /** How often it got the focus a moment ago. */
  const scrolling = useRef(0);
  const evidence = data.evidence.get(id);
  const source = evidence === undefined ? undefined : data.sources.get(evidence.sourceId);
  const number = id.slice(1);
  if (evidence === undefined) {
    return (
      <span className="citation citation-lost" title="This evidence is not among the notes">{`[${number}?]`}</span>
    );
  }
  return (
    <Tooltip.Root
      open={isShown}
      onOpenChange={(next) => {
        if (next || scrolling.current === 0) show(next);
      }}
    >
      <Tooltip.Trigger asChild>
        <button
          type="button"
          data-citation={id}
          className="citation"
          aria-label={`Evidence ${number}: ${source?.title ?? evidence.sourceId}, ${describeLocator(evidence.locator)}`}
          aria-pressed={isOpen}
          onFocus={() => {
            scrolling.current += 1;
            // A busy machine may draw, and thereby tell of the scrolling, only after that time.
            window.setTimeout(() => requestAnimationFrame(() => (scrolling.current -= 1)), SCROLLS_MS);
          }}
          onBlur={() => show(false)}
          onClick={() => {
            show(false);
            onOpen(id);
          }}
        >
          {number}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="citation-card" sideOffset={4} collisionPadding={12}>
          <strong>{source?.title ?? evidence.sourceId}</strong>
          <span className="muted small">{describeLocator(evidence.locator)}</span>
          <blockquote>{shortened(evidence.quote)}</blockquote>
          {verdict !== undefined && <VerdictMark verdict={verdict} />}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

function shortened(quote: string): string {
  return quote.length <= EXCERPT ? quote : `${quote.slice(0, EXCERPT)}…`;
}
