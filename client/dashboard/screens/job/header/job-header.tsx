import { Link } from '@tanstack/react-router';
import type { ViewAnswer } from '../../../../../contract/api.ts';
import { formatMicroUsd } from '../../../../../contract/money.ts';
import { titleOf } from '../../../../../contract/state/listed.ts';
import { Count } from '../../../components/count.tsx';
import { Elapsed } from '../../../components/duration.tsx';
import { Fact } from '../../../components/fact.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Money } from '../../../components/money.tsx';
import { Notice } from '../../../components/notice.tsx';
import { StatusMark } from '../../../components/status-mark.tsx';
import { sentenceOnPage, titlesOf } from '../sentence-words.ts';

/** Where a job stands, in one sentence and a few figures. */
export function JobHeader({ answer: { view, overlay, from, asOf } }: { answer: ViewAnswer }) {
  const { totals } = view;
  // How long it has waited for a person, or needed one.
  const since = [...view.gates.map(({ openedAt }) => openedAt), ...view.attention.map((one) => one.since)].sort()[0];
  return (
    <header className="job-header">
      <div className="row">
        <StatusMark status={overlay?.kind ?? view.status} />
        {/* Told to who listens when it changes, not with every word a model writes. */}
        <p role="status">{overlay?.words ?? sentenceOnPage(view.sentence, titlesOf(view))}</p>
        {since !== undefined && overlay === null && (
          <span className="muted">
            For <Elapsed from={since} to={null} />
          </span>
        )}
      </div>
      {view.question.trim() !== titleOf({ question: view.question, artifacts: view.artifacts, bases: [] }) && (
        <details className="question">
          <summary>The question</summary>
          <p>{view.question}</p>
        </details>
      )}
      <dl className="facts">
        <Fact name="Time">{view.startedAt === null ? '–' : <Elapsed from={view.startedAt} to={view.endedAt} />}</Fact>
        <Fact name="Cost">
          <Money microUsd={totals.costMicroUsd} unpriced={totals.unpricedCalls} />
          {view.limitMicroUsd !== null && <span className="muted"> of {formatMicroUsd(view.limitMicroUsd)}</span>}
        </Fact>
        <Fact name="Tokens">
          <Count of={totals.inputTokens + totals.outputTokens} />
        </Fact>
        <Fact name="Started">
          <Instant at={view.createdAt} />
        </Fact>
        <Fact name="Risk">{view.risk}</Fact>
        <Fact name="Id">
          <code>{view.id}</code>
        </Fact>
        {view.lineage.forkedFrom !== null && (
          <Fact name="Forked from">
            <Link to="/jobs/$id" params={{ id: view.lineage.forkedFrom }} search={{}}>
              {view.lineage.forkedFrom}
            </Link>
          </Fact>
        )}
      </dl>
      {from === 'record' && view.endedAt === null && overlay === null && (
        <Notice kind="info" title="No worker answers">
          This is how the job stood at <Instant at={asOf} form="time" />.
        </Notice>
      )}
      {view.offlineModel && (
        <Notice kind="info" title="Made with the offline model">
          It shows how Dossier works; it quotes and counts, and does not reason. Set OPENAI_API_KEY for a language
          model.
        </Notice>
      )}
    </header>
  );
}
