import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Button } from '../../../components/button.tsx';
import { counted } from '../../../components/count.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { detailsOf, type RawEvent, rawEventsOf, typeInWords } from './raw-event.ts';

const ROW_PX = 40;

/** Temporal's own events of all runs. Only those in sight are drawn, and the details of one only when it is opened. */
export function RawEvents({ view }: { view: JobView }) {
  const raw = useQuery({
    queryKey: ['job', view.id, 'raw-events'],
    queryFn: async () => rawEventsOf(await (await instance.rawHistory(view.id)).json()),
    // As large as it may be, it is not kept for later, nor read again by itself.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (raw.isPending) return <Loading what="the events of all runs" />;
  if (raw.data === undefined) return <FailureNotice error={raw.error} title="The events could not be read" />;
  return (
    <section className="stack" aria-label="Events">
      <div className="row">
        <span className="muted small">
          {counted(raw.data.events.length, 'event')} of {counted(raw.data.runs, 'run')}
          {raw.data.lost > 0 && `; ${counted(raw.data.lost, 'run')} of them nowhere any more`}
        </span>
        <Button kind="quiet" isBusy={raw.isFetching} onClick={() => void raw.refetch()}>
          Read again
        </Button>
      </div>
      <Events events={raw.data.events} />
    </section>
  );
}

function Events({ events }: { events: readonly RawEvent[] }) {
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const toggle = (index: number): void =>
    setOpen(
      (before) => new Set(before.has(index) ? [...before].filter((other) => other !== index) : [...before, index]),
    );
  return (
    <div className="raw-events" ref={box}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const event = events[index];
          if (event === undefined) return null;
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-posinset={index + 1}
              aria-setsize={events.length}
              style={{ transform: `translateY(${start}px)` }}
            >
              <EventRow event={event} isOpen={open.has(index)} onToggle={() => toggle(index)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function EventRow({ event, isOpen, onToggle }: { event: RawEvent; isOpen: boolean; onToggle(): void }) {
  const details = useMemo(() => (isOpen ? detailsOf(event) : ''), [isOpen, event]);
  return (
    <>
      <button type="button" className="raw-event" aria-expanded={isOpen} onClick={onToggle}>
        <span className="muted figure raw-id">
          {event.run}.{event.eventId}
        </span>
        <span className="raw-type">{typeInWords(event.eventType)}</span>
        <span className="raw-name">{event.name}</span>
        <span className="muted small raw-time">
          <Instant at={event.eventTime} />
        </span>
      </button>
      {isOpen && <ScrolledText label={`Details of event ${event.eventId}`} text={details} />}
    </>
  );
}
