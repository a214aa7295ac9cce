import { useRef } from 'react';
import { z } from 'zod';
import { MOST_PARTS, type Plan, planSchema } from '../../../../../contract/plan.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { useKept } from '../../../components/use-kept.ts';
import { keptName, wholeComment } from '../decision-form.ts';
import type { GateProps } from '../open-gate.tsx';
import type { ReadPlan } from '../use-plan.ts';
import './edit.css';
import { EditActions } from './edit-actions.tsx';

const LISTS = [
  ['outline', 'Outline'],
  ['successCriteria', 'Done when'],
  ['wouldChangeTheAnswer', 'What would change the answer'],
] as const;

/** A plan while it is written: no more than its form is checked. */
const writtenSchema = z.object({
  title: z.string(),
  subQuestions: z.array(
    z.object({ id: z.string(), question: z.string(), why: z.string(), claims: z.array(z.string()).optional() }),
  ),
  outline: z.string(),
  successCriteria: z.string(),
  wouldChangeTheAnswer: z.string(),
});
type Written = z.infer<typeof writtenSchema>;

function asWritten({ title, subQuestions, ...lists }: Plan): Written {
  const lines = (name: (typeof LISTS)[number][0]): string => lists[name].join('\n');
  return {
    title,
    subQuestions,
    outline: lines('outline'),
    successCriteria: lines('successCriteria'),
    wouldChangeTheAnswer: lines('wouldChangeTheAnswer'),
  };
}

function asPlan(written: Written, { document }: Plan) {
  const lines = (text: string): string[] =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  return planSchema.safeParse({
    title: written.title.trim(),
    subQuestions: written.subQuestions.map((sub) => ({ ...sub, question: sub.question.trim() })),
    ...Object.fromEntries(LISTS.map(([name]) => [name, lines(written[name])])),
    document,
  });
}

/** A plan as a form; what is written is kept over a reload until it is sent or discarded. */
export function PlanEditor({ data, ...props }: GateProps & { data: ReadPlan }) {
  const { view, gate, form, decide, edit } = props;
  const original = useRef(asWritten(data.plan)).current;
  const kept = useKept(keptName('edit', view, gate), writtenSchema, original);
  const plan = asPlan(kept.value, data.plan);
  const isChanged = JSON.stringify(kept.value) !== JSON.stringify(original);
  const send = (): void => {
    if (!plan.success) return;
    const editedMarkdown = JSON.stringify(plan.data, null, 2);
    decide.mutate({ decision: 'edit', editedMarkdown, comment: wholeComment(form.said) }, { onSuccess: kept.clear });
  };
  return (
    <>
      <PlanForm value={kept.value} keep={kept.keep} isCheck={data.plan.document !== undefined} />
      <EditActions
        decide={decide}
        form={form}
        barred={isChanged ? (plan.success ? null : faultOf(plan.error)) : 'Nothing is changed yet.'}
        summary="Research begins with your plan."
        isChanged={isChanged}
        onSend={send}
        onBack={() => edit(false)}
        onDiscard={kept.clear}
      />
    </>
  );
}

function faultOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return 'The plan is not complete.';
  const [name, index] = issue.path;
  if (name === 'title') return 'The plan needs a title.';
  if (name === 'subQuestions' && typeof index === 'number') return `Question ${index + 1} is empty or too long.`;
  if (name === 'subQuestions') return 'The plan needs at least one question.';
  return `${LISTS.find(([list]) => list === name)?.[1] ?? 'The plan'}: ${issue.message}.`;
}

interface FormProps {
  value: Written;
  keep(next: (before: Written) => Written): void;
  isCheck: boolean;
}

function PlanForm({ value, keep, isCheck }: FormProps) {
  return (
    <div className="stack plan-form">
      <Field label="Title">
        {(props) => (
          <input
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the form stands where the button was pressed.
            autoFocus
            value={value.title}
            maxLength={300}
            onChange={({ target }) => keep((before) => ({ ...before, title: target.value }))}
          />
        )}
      </Field>
      <SubQuestions value={value} keep={keep} isCheck={isCheck} />
      {LISTS.map(([name, label]) => (
        <Field key={name} label={label} hint="One a line.">
          {(props) => (
            <textarea
              {...props}
              rows={Math.min(12, value[name].split('\n').length + 1)}
              value={value[name]}
              onChange={({ target }) => keep((before) => ({ ...before, [name]: target.value }))}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

function SubQuestions({ value: { subQuestions }, keep, isCheck }: FormProps) {
  const change = (next: (all: Written['subQuestions']) => Written['subQuestions']): void =>
    keep((before) => ({ ...before, subQuestions: next(before.subQuestions) }));
  const set = (at: number, part: { question?: string; why?: string }): void =>
    change((all) => all.map((sub, index) => (index === at ? { ...sub, ...part } : sub)));
  const add = (): void => change((all) => [...all, { id: freeId(all), question: '', why: '' }]);
  return (
    <fieldset className="sub-questions">
      <legend>Questions</legend>
      <ol>
        {subQuestions.map(({ id, question, why }, at) => (
          <li key={id}>
            <textarea
              aria-label={`Question ${at + 1}`}
              rows={2}
              maxLength={2_000}
              value={question}
              onChange={({ target }) => set(at, { question: target.value })}
            />
            <input
              aria-label={`Why question ${at + 1}`}
              placeholder="Why it is asked"
              maxLength={1_000}
              value={why}
              onChange={({ target }) => set(at, { why: target.value })}
            />
            <Button
              aria-label={`Remove question ${at + 1}`}
              disabled={subQuestions.length === 1}
              onClick={() => change((all) => all.filter((sub) => sub.id !== id))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ol>
      {isCheck ? (
        <p className="muted small">Parts of the document can be left out here; what is checked stays the document.</p>
      ) : (
        <Button onClick={add} disabled={subQuestions.length >= MOST_PARTS}>
          Add a question
        </Button>
      )}
    </fieldset>
  );
}

/** The first id that no question has. */
function freeId(all: Written['subQuestions']): string {
  const taken = new Set(all.map(({ id }) => id));
  for (let number = 1; ; number += 1) if (!taken.has(`q${number}`)) return `q${number}`;
}
