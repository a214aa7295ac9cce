import { Link } from '@tanstack/react-router';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import type { PlaceView } from '../../../../../contract/view.ts';
import { Fact } from '../../../components/fact.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Money } from '../../../components/money.tsx';
import { Notice } from '../../../components/notice.tsx';
import { StatusMark } from '../../../components/status-mark.tsx';
import { BranchButtons } from '../../branch/branch-buttons.tsx';
import { LivePanel } from './live-panel.tsx';
import { PlaceOutput } from './place-output.tsx';
import { factsInWords, placeTitle, remarksOn } from './place-words.ts';

/** All that is known of one step or item. */
export function PlaceDetail({ answer, place }: { answer: ViewAnswer; place: PlaceView }) {
  const { view } = answer;
  const live = answer.live.filter((text) => text.place === place.key || text.place.startsWith(`${place.key}/`));
  const events = view.journal.filter((entry) => entry.place === place.key);
  const facts = factsInWords(place.facts);
  return (
    <section className="card place-detail" aria-label={placeTitle(place)}>
      <div className="row">
        <h2>{placeTitle(place)}</h2>
        <StatusMark status={place.status} />
        <span className="muted small">{remarksOn(place).join(' · ')}</span>
      </div>
      {place.degraded !== null && (
        <Notice kind="warning" title="It did less than asked">
          {place.degraded}
        </Notice>
      )}
      <dl className="facts">
        {place.startedAt !== null && (
          <Fact name="Began">
            <Instant at={place.startedAt} form="time" />
          </Fact>
        )}
        {facts !== '' && <Fact name="Came to">{facts}</Fact>}
        <Fact name="Cost">
          <Money microUsd={place.costMicroUsd} unpriced={place.unpricedCalls} />
        </Fact>
      </dl>
      {live.map((text) => (
        <LivePanel key={`${text.place} ${text.task}`} live={text} />
      ))}
      <div className="row">
        <Link to="/jobs/$id" params={{ id: view.id }} search={{ tab: 'calls', place: place.key }} className="button">
          Model calls
        </Link>
        <BranchButtons view={view} place={place} />
      </div>
      {place.output !== null && <PlaceOutput place={place} output={place.output} />}
      {events.length > 0 && (
        <>
          <h3>What happened</h3>
          <ol className="events small">
            {events.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a journal stay where they are.
              <li key={index}>
                <Instant at={event.at} form="time" /> {event.words}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
