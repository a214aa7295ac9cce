import type { JobView } from '../../../../../contract/view.ts';
import { actorName, surfaceOf } from '../../../components/actor-name.ts';
import { DecisionMark } from '../../../components/decision-mark.tsx';
import { Empty } from '../../../components/empty.tsx';
import { Instant } from '../../../components/instant.tsx';
import { subjectOf } from '../../approval/gate-words.ts';

type Decision = JobView['decisions'][number];

/** Every decision about the job, the newest first. */
export function Decisions({ view, onOpen }: { view: JobView; onOpen(sha256: string): void }) {
  const { decisions } = view;
  return (
    <section aria-labelledby="decisions-heading" className="stack">
      <h2 id="decisions-heading">Decisions</h2>
      {decisions.length === 0 && (
        <Empty title="Nothing has been decided">
          {view.gates.length > 0
            ? 'What waits stands at the top of this page.'
            : 'No gate of this job was decided by a person.'}
        </Empty>
      )}
      {decisions.length > 0 && (
        <ol className="audit-list">
          {decisions.toReversed().map((decision) => (
            <OneDecision key={decision.messageId} decision={decision} onOpen={onOpen} />
          ))}
        </ol>
      )}
    </section>
  );
}

function OneDecision({ decision, onOpen }: { decision: Decision; onOpen(sha256: string): void }) {
  const { gate, step, round, artifact, edited, comment, actor, at, voidedBy } = decision;
  const subject = subjectOf({ id: gate, step });
  return (
    <li className="card">
      <div className="row">
        <DecisionMark decision={decision} />
        <span className="muted small">
          {actorName(actor.id)} {surfaceOf(actor)}, <Instant at={at} />
        </span>
      </div>
      <dl className="facts">
        <div>
          <dt>About</dt>
          <dd>
            the {subject}, round {round} <span className="muted small">({gate})</span>
          </dd>
        </div>
        <div>
          <dt>Version seen</dt>
          <dd>
            <Version sha256={artifact} onOpen={onOpen} />
          </dd>
        </div>
        {edited !== null && (
          <div>
            <dt>Version it was edited to</dt>
            <dd>
              <Version sha256={edited.sha256} onOpen={onOpen} />
            </dd>
          </div>
        )}
        {voidedBy !== undefined && (
          <div>
            <dt>Binds</dt>
            <dd>no more, since branch {voidedBy}</dd>
          </div>
        )}
      </dl>
      {comment !== '' && <blockquote className="audit-said">{comment}</blockquote>}
    </li>
  );
}

function Version({ sha256, onOpen }: { sha256: string; onOpen(sha256: string): void }) {
  return (
    <button type="button" className="link-button" title={sha256} onClick={() => onOpen(sha256)}>
      <span className="visually-hidden">Open version </span>
      <code>{sha256.slice(0, 12)}</code>
    </button>
  );
}
