import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { Fact } from '../../../components/fact.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Money } from '../../../components/money.tsx';
import { Notice } from '../../../components/notice.tsx';
import { StatusMark } from '../../../components/status-mark.tsx';
import { BranchButtons } from '../../branch/branch-buttons.tsx';
import type { As } from '../../branch/use-branch.ts';
import { lineOnPage } from '../journal-line.ts';
import { titlesOf } from '../sentence-words.ts';
import type { Attempt } from './attempts.ts';
import { LivePanel } from './live-panel.tsx';
import { PlaceAttempts } from './place-attempts.tsx';
import { PlaceCalls } from './place-calls.tsx';
import { PlaceInput } from './place-input.tsx';
import { FoldedArtifact } from './place-output.tsx';
import { factsInWords, placeTitle, remarksOn } from './place-words.ts';

/** All that is known of one step or item: what goes on in it, what it was given and gave, and how it went. */
export function PlaceDetail({
  answer,
  journal,
  attempts,
  place,
  onBranch,
}: {
  answer: ViewAnswer;
  journal: JobView['journal'];
  attempts: ReadonlyMap<string, Attempt[]>;
  place: PlaceView;
  onBranch(as: As): void;
}) {
  const { view } = answer;
  const titleOf = titlesOf(view);
  const own = attempts.get(place.key) ?? [];
  const events = journal.filter((entry) => entry.place === place.key);
  return (
    <section className="card place-detail" aria-label={placeTitle(place)}>
      <Head view={view} place={place} />
      <Live answer={answer} attempts={attempts} place={place} />
      <div className="row">
        <Link to="/jobs/$id" params={{ id: view.id }} search={{ tab: 'calls', place: place.key }} className="button">
          Model calls
        </Link>
        <BranchButtons status={place.status} onAsk={onBranch} />
      </div>
      <div className="place-parts">
        <PlaceInput view={view} place={place} />
        {place.output !== null && <FoldedArtifact name="Output" artifact={place.output} />}
        {place.status !== 'pending' && <PlaceCalls view={view} place={place} />}
      </div>
      {own.length > 0 && (
        <Part title="Attempts">
          <PlaceAttempts
            attempts={own}
            parked={view.attention.find(({ key }) => key === place.key)?.failure.message}
            titleOf={titleOf}
            now={Date.now()}
          />
        </Part>
      )}
      {events.length > 0 && (
        <Part title="What happened">
          <ol className="events small">
            {events.map((event, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a journal stay where they are.
              <li key={index}>
                <Instant at={event.at} form="time" /> {lineOnPage(event.words, titleOf)}
              </li>
            ))}
          </ol>
        </Part>
      )}
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="stack">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function Head({ view, place }: { view: JobView; place: PlaceView }) {
  const facts = factsInWords(place.facts);
  return (
    <>
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
      {place.status === 'pending' && (
        <p className="muted">
          {view.endedAt === null ? 'It has not begun: what stands before it comes first.' : 'It was never begun.'}
        </p>
      )}
      {place.startedAt !== null && (
        <dl className="facts">
          <Fact name="Began">
            <Instant at={place.startedAt} form="time" />
          </Fact>
          {facts !== '' && <Fact name="Came to">{facts}</Fact>}
          <Fact name="Cost">
            <Money microUsd={place.costMicroUsd} unpriced={place.unpricedCalls} />
          </Fact>
        </dl>
      )}
    </>
  );
}

/** What goes on in the step or one of its items right now. */
function Live({
  answer: { view, live },
  attempts,
  place,
}: {
  answer: ViewAnswer;
  attempts: ReadonlyMap<string, Attempt[]>;
  place: PlaceView;
}) {
  const places = view.steps.flatMap(({ items, ...step }): PlaceView[] => [step, ...items]);
  return live
    .filter((text) => text.place === place.key || text.place.startsWith(`${place.key}/`))
    .map((text) => {
      const at = places.find(({ key }) => key === text.place);
      const open = attempts.get(text.place)?.at(-1)?.spans.at(-1);
      const since = open !== undefined && open.to === null ? open.from : null;
      return <LivePanel key={`${text.place} ${text.task}`} live={text} place={at} since={since} />;
    });
}
