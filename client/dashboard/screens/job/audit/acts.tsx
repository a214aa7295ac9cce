import { useQuery } from '@tanstack/react-query';
import type { JournalEntry } from '../../../../../contract/state/job-state.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { actorName } from '../../../components/actor-name.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Instant } from '../../../components/instant.tsx';

/** What people did to the job beside deciding and asking: recoveries, going back, pauses, budgets, and messages that were refused. */
export function Acts({ view }: { view: JobView }) {
  const history = useQuery({
    queryKey: ['job', view.id, 'journal'],
    queryFn: async () => (await instance.history(view.id)).entries,
  });
  const acts = wholeJournal(history.data ?? [], view.journal).filter((entry) => isAct(entry, view));
  return (
    <section aria-labelledby="acts-heading" className="stack">
      <h2 id="acts-heading">What else people did</h2>
      {history.error !== null && (
        <FailureNotice error={history.error} title="What happened long ago could not be read; the latest is shown" />
      )}
      {acts.length === 0 && <p className="muted">Nothing: nobody recovered, paused or took it back.</p>}
      {acts.length > 0 && (
        <ol className="audit-acts card">
          {acts.toReversed().map(({ at, actor, place, words }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a journal stay where they are.
            <li key={`${at} ${index}`}>
              <span className="muted small">
                <Instant at={at} /> · {actor === null ? '' : actorName(actor)} · {place ?? 'the job'}
              </span>
              <p className="audit-words">{words}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** The view holds the end of a long journal; the ledger all of it. */
function wholeJournal(kept: readonly JournalEntry[], latest: readonly JournalEntry[]): JournalEntry[] {
  const from = latest[0]?.at;
  return from === undefined ? [...kept] : [...kept.filter(({ at }) => at < from), ...latest];
}

/** Decisions and questions have sections of their own. */
function isAct({ actor, place, at }: JournalEntry, { decisions, gates, askedBefore }: JobView): boolean {
  if (actor === null) return false;
  if (decisions.some((decision) => decision.gate === place && decision.at === at)) return false;
  const questions = [...gates.map(({ id, questions: all }) => ({ gate: id, questions: all })), ...askedBefore];
  return !questions.some(
    (asked) =>
      asked.gate === place &&
      asked.questions.some((question) => question.at === at || question.answers.some((answer) => answer.at === at)),
  );
}
