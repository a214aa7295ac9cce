import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { QUESTION_CHARS, QUESTIONS_AT_GATE } from '../../../../../contract/questions.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { useKept } from '../../../components/use-kept.ts';
import { keptName } from '../decision-form.ts';
import { type OpenGate, subjectOf } from '../gate-words.ts';

const textSchema = z.string();

/** Asks about what waits; a model answers with citations, and a person may add to it. */
export function AskForm({ view, gate }: { view: JobView; gate: OpenGate }) {
  const { value, keep, clear } = useKept(keptName('question', view, gate), textSchema, '');
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: (text: string) => instance.message(view.id, 'ask', { gate: gate.id, text }),
    onSuccess: clear,
    onSettled: () => queries.invalidateQueries({ queryKey: ['job', view.id, 'view'] }),
  });
  if (gate.questions.length >= QUESTIONS_AT_GATE) {
    return <p className="muted small">This gate has as many questions as it takes.</p>;
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') ask.mutate(value);
      }}
    >
      <Field
        label={`Ask about this ${subjectOf(gate)}`}
        hint={`A model answers from the ${subjectOf(gate)} and the sources, and cites what it says. Nothing is decided by it.`}
      >
        {(props) => (
          <textarea
            {...props}
            rows={2}
            required
            maxLength={QUESTION_CHARS}
            value={value}
            onChange={({ target }) => keep(() => target.value)}
          />
        )}
      </Field>
      {ask.error !== null && <FailureNotice error={ask.error} title="The question was not taken" />}
      <div className="row">
        <Button type="submit" isBusy={ask.isPending} disabled={value.trim() === ''}>
          Ask
        </Button>
      </div>
    </form>
  );
}
