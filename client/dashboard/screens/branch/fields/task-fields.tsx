import { useState } from 'react';
import { type ModelTask, modelTaskSchema } from '../../../../../contract/routing.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { Field } from '../../../components/field.tsx';
import { ModelField } from './model-field.tsx';

/** What models do in this kind of job, in words. */
const TASKS: Record<JobView['kind'], Partial<Record<ModelTask, string>>> = {
  report: {
    plan: 'Planning',
    research: 'Research',
    draft: 'Drafting',
    judge: 'Judging claims',
    ask: 'Answering questions',
  },
  check: { match: 'Looking up', correct: 'Correcting', judge: 'Judging claims', ask: 'Answering questions' },
};
const NAMES = { ...TASKS.check, ...TASKS.report };

/** A model for single tasks, beside the one for all of them. */
export function ModelsByTask({
  view,
  value,
  onChange,
}: {
  view: JobView;
  value: Partial<Record<ModelTask, string>>;
  onChange(value: Partial<Record<ModelTask, string>>): void;
}) {
  return (
    <details className="change-inner">
      <summary>One model a task</summary>
      <div className="stack">
        {modelTaskSchema.options.flatMap((task) => {
          const name = TASKS[view.kind][task];
          if (name === undefined) return [];
          return [
            <ModelField
              key={task}
              view={view}
              label={name}
              value={value[task] ?? ''}
              onChange={(model) => onChange({ ...value, [task]: model })}
            />,
          ];
        })}
      </div>
    </details>
  );
}

/** Texts of prompts in place of the built-in ones, a task at a time. */
export function PromptsByTask({
  value,
  error,
  onChange,
}: {
  value: Partial<Record<ModelTask, string | null>>;
  error: string | undefined;
  onChange(value: Partial<Record<ModelTask, string | null>>): void;
}) {
  const [task, choose] = useState<ModelTask>('draft');
  const text = value[task];
  const { [task]: _own, ...others } = value;
  return (
    <>
      <TaskChoice task={task} changed={value} onChange={choose} />
      <label className="check">
        <input
          type="checkbox"
          checked={text === null}
          onChange={(event) => onChange(event.target.checked ? { ...value, [task]: null } : others)}
        />
        Go back to the built-in prompt
      </label>
      {text !== null && (
        <Field
          label="Its text"
          hint="Takes the place of the built-in prompt in full. Empty keeps the present one."
          error={error}
        >
          {(control) => (
            <textarea
              {...control}
              rows={8}
              maxLength={200_000}
              value={text ?? ''}
              onChange={(event) =>
                onChange(event.target.value === '' ? others : { ...value, [task]: event.target.value })
              }
            />
          )}
        </Field>
      )}
    </>
  );
}

function TaskChoice({
  task,
  changed,
  onChange,
}: {
  task: ModelTask;
  changed: Partial<Record<ModelTask, unknown>>;
  onChange(task: ModelTask): void;
}) {
  return (
    <Field label="Prompt of">
      {(control) => (
        <select {...control} value={task} onChange={(event) => onChange(modelTaskSchema.parse(event.target.value))}>
          {modelTaskSchema.options.map((one) => (
            <option key={one} value={one}>
              {NAMES[one] ?? one}
              {one in changed ? ' (changed)' : ''}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
