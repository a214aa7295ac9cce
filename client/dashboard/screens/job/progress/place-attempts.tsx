import { spanInWords } from '../../../components/duration.tsx';
import { Instant } from '../../../components/instant.tsx';
import { lineOnPage } from '../journal-line.ts';
import type { TitleOfItem } from '../sentence-words.ts';
import { type Attempt, timeIn } from './attempts.ts';

const LEAST_TOLD_MS = 1_000;

const ENDS: Record<Attempt['end'], string> = {
  going: 'Goes on',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  decided: 'Decided',
  stopped: 'Stopped',
};

/** Every attempt at a step or item in all its rounds: when, how long, and what came of it. */
export function PlaceAttempts({
  attempts,
  parked,
  titleOf,
  now,
}: {
  attempts: readonly Attempt[];
  /** What failed the newest attempt, where the place is parked; the ways on stand above. */
  parked: string | undefined;
  titleOf: TitleOfItem;
  now: number;
}) {
  const isLater = attempts.some(({ round, generation }) => round > 1 || generation > 0);
  return (
    <ol className="attempts small" aria-label="Attempts">
      {attempts.map((one) => {
        const begun = one.spans[0]?.from;
        const words = one === attempts.at(-1) && parked !== undefined ? parked : lineOnPage(one.words, titleOf);
        const worked = timeIn([one], ['work', 'held'], now);
        const waited = timeIn([one], ['wait', 'parked'], now);
        return (
          <li key={`${one.generation} ${one.round} ${one.attempt}`}>
            <span className={`bar-sample bar-${one.end}`} aria-hidden="true" />
            <div>
              <strong>
                {isLater && `${one.generation > 0 ? `Generation ${one.generation}, ` : ''}round ${one.round}, `}
                attempt {one.attempt}
              </strong>{' '}
              <span className="muted">
                {ENDS[one.end]}
                {begun !== undefined && (
                  <>
                    , <Instant at={new Date(begun).toISOString()} form="time" />
                  </>
                )}
                {(worked >= LEAST_TOLD_MS || waited === 0) && `, worked ${spanInWords(worked)}`}
                {waited >= LEAST_TOLD_MS && `, waited ${spanInWords(waited)}`}
              </span>
              {words !== '' && <p className="attempt-words">{words}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
