import { counted } from '../../components/count.tsx';
import type { ReadPlan } from './use-plan.ts';

const LISTS = [
  ['outline', 'Outline'],
  ['successCriteria', 'Done when'],
  ['wouldChangeTheAnswer', 'What would change the answer'],
] as const;

/** A plan to read: what is looked up and why, and what the report is to hold. */
export function PlanView({ plan, texts }: ReadPlan) {
  return (
    <div className="plan-text">
      <h3>{plan.title}</h3>
      <h4>{counted(plan.subQuestions.length, 'question')}</h4>
      <ol>
        {plan.subQuestions.map(({ id, question, why, claims = [] }) => (
          <li key={id}>
            <strong>{question}</strong>
            {why !== '' && <p className="muted small">{why}</p>}
            {claims.length > 0 && <Sentences claims={claims} texts={texts} />}
          </li>
        ))}
      </ol>
      {LISTS.map(([name, heading]) => (
        <Lines key={name} heading={heading} lines={plan[name]} />
      ))}
    </div>
  );
}

function Lines({ heading, lines }: { heading: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{heading}</h4>
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a stored plan never move.
          <li key={index}>{line}</li>
        ))}
      </ul>
    </>
  );
}

function Sentences({ claims, texts }: { claims: readonly string[]; texts: ReadPlan['texts'] }) {
  return (
    <details className="small">
      <summary>{counted(claims.length, 'sentence')} of the document</summary>
      <ul>
        {claims.map((id) => (
          <li key={id}>{texts.get(id) ?? id}</li>
        ))}
      </ul>
    </details>
  );
}
