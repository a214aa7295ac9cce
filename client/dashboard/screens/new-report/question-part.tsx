import { Field } from '../../components/field.tsx';
import { Choice } from './choice.tsx';
import type { PartProps } from './part.ts';
import { Place } from './place.tsx';

const KINDS = [
  { key: 'report', label: 'Report', hint: 'Answers a question from documents.' },
  { key: 'check', label: 'Check', hint: 'Holds a document that exists against its sources, and corrects it.' },
] as const;
const LENGTHS = [
  ['short', 'Short'],
  ['standard', 'Standard'],
  ['long', 'Long'],
] as const;
const EXAMPLES = [
  'Should we extend the supplier contract? What did it cost per year, and where was it late?',
  'Which of the three sites meets the fire rules of 2024, and what would it cost to bring the others there?',
  'What do the studies say about the side effects of the treatment, and where do they contradict each other?',
];

/** What is asked, for whom, and how long. */
export function QuestionPart({ draft, set, faultOf }: PartProps) {
  const isReport = draft.kind === 'report';
  return (
    <section className="card stack" aria-labelledby="new-report-what">
      <h2 id="new-report-what">{isReport ? 'What do you want to know?' : 'What is to be checked?'}</h2>
      <Choice legend="Kind" options={KINDS} chosen={draft.kind} onChoose={(kind) => set({ kind })} />
      <Place of="question">
        <Field
          label={isReport ? 'Question' : 'Question (optional)'}
          hint={
            isReport
              ? 'Ask what somebody has to decide, and name what the answer must contain. Several questions at once are fine.'
              : 'Without one, the question is whether the document holds against its sources.'
          }
          error={faultOf('question')}
        >
          {(props) => (
            <textarea
              {...props}
              rows={5}
              value={draft.question}
              onChange={({ target }) => set({ question: target.value })}
            />
          )}
        </Field>
      </Place>
      {isReport && draft.question.trim() === '' && <Examples onChoose={(question) => set({ question })} />}
      <div className="field-row">
        {isReport && (
          <Place of="audience">
            <Field label="Audience (optional)" hint="Who reads it, and what they know." error={faultOf('audience')}>
              {(props) => (
                <input {...props} value={draft.audience} onChange={({ target }) => set({ audience: target.value })} />
              )}
            </Field>
          </Place>
        )}
        {isReport && (
          <Field label="Length" hint="How long the report is to be.">
            {(props) => (
              <select
                {...props}
                value={draft.length}
                onChange={({ target }) =>
                  set({ length: LENGTHS.find(([length]) => length === target.value)?.[0] ?? 'standard' })
                }
              >
                {LENGTHS.map(([length, words]) => (
                  <option key={length} value={length}>
                    {words}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
        <Place of="language">
          <Field label="Language" hint="What it is written in." error={faultOf('language')}>
            {(props) => (
              <input {...props} value={draft.language} onChange={({ target }) => set({ language: target.value })} />
            )}
          </Field>
        </Place>
      </div>
    </section>
  );
}

function Examples({ onChoose }: { onChoose(question: string): void }) {
  return (
    <details className="examples">
      <summary>Examples of good questions</summary>
      <ul>
        {EXAMPLES.map((question) => (
          <li key={question}>
            <button type="button" className="link-button" onClick={() => onChoose(question)}>
              {question}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
