import type { JobView } from '../../../../../contract/view.ts';
import { actorName, surfaceOf } from '../../../components/actor-name.ts';
import { Instant } from '../../../components/instant.tsx';
import { subjectOf } from '../../approval/gate-words.ts';
import { AnswerText } from '../../approval/questions/answer-text.tsx';

const STATES = {
  pending: 'Being answered.',
  answered: '',
  failed: 'No model answered.',
  unanswered: 'Not answered: the gate closed before.',
} as const;

/** Everything that was asked at the gates of the job, with the answers that the decisions were taken with. */
export function Asked({ view }: { view: JobView }) {
  const gates = [
    ...view.askedBefore,
    ...view.gates.map(({ id, step, item, round, questions }) => ({ gate: id, step, item, round, questions })),
  ];
  const asked = gates
    .flatMap(({ gate, step, round, questions }) => questions.map((question) => ({ gate, step, round, question })))
    .toSorted((a, b) => a.question.number - b.question.number);
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby="asked-heading" className="stack">
      <h2 id="asked-heading">Questions</h2>
      <ol className="audit-list">
        {asked.map(({ gate, step, round, question }) => (
          <li key={question.id} className="card audit-question">
            <p>
              <strong>
                {question.number}. {question.text}
              </strong>
            </p>
            <p className="muted small">
              {actorName(question.asker.id)} {surfaceOf(question.asker)}, about the {subjectOf({ id: gate, step })} of
              round {round}, <Instant at={question.at} />
            </p>
            {STATES[question.status] !== '' && <p>{STATES[question.status]}</p>}
            {question.failure !== null && <p className="small">{question.failure.message}</p>}
            {question.answers.map((answer) => (
              <AnswerText
                key={answer.at}
                answer={answer}
                data={null}
                onOpenEvidence={() => {}}
                onShowClaim={() => {}}
              />
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
