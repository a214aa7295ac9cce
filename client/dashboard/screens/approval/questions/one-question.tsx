import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ANSWER_CHARS, ANSWERS_TO_QUESTION, type Question } from '../../../../../contract/questions.ts';
import { instance } from '../../../app/instance.ts';
import { actorName } from '../../../components/actor-name.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Notice } from '../../../components/notice.tsx';
import { AnswerText } from './answer-text.tsx';
import type { CitationTargets } from './questions.tsx';

/** A question with its answers; a person may answer beside the model, or in its place. */
export function OneQuestion({
  job,
  gate,
  question,
  targets,
}: {
  job: string;
  gate: string;
  question: Question;
  targets: CitationTargets;
}) {
  const [isAnswering, answer] = useState(false);
  const isFull = question.answers.length >= ANSWERS_TO_QUESTION;
  return (
    <li className="gate-question">
      <p>
        <strong>{question.text}</strong>
      </p>
      <p className="muted small">
        {actorName(question.asker.id)}, <Instant at={question.at} />
      </p>
      {question.status === 'pending' && (
        <p className="row" role="status">
          <span className="spinner" aria-hidden="true" />
          Being answered
        </p>
      )}
      {question.failure !== null && (
        <Notice kind="warning" title="No model answered">
          {question.failure.message} A person can.
        </Notice>
      )}
      {question.answers.map((one) => (
        <AnswerText key={one.at} answer={one} {...targets} />
      ))}
      {isAnswering && !isFull && <AnswerForm job={job} gate={gate} question={question} onDone={() => answer(false)} />}
      {!isAnswering && !isFull && (
        <div>
          <Button kind="quiet" onClick={() => answer(true)}>
            {question.answers.length === 0 ? 'Answer it yourself' : 'Add an answer'}
          </Button>
        </div>
      )}
    </li>
  );
}

function AnswerForm({
  job,
  gate,
  question,
  onDone,
}: {
  job: string;
  gate: string;
  question: Question;
  onDone(): void;
}) {
  const [text, write] = useState('');
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: () => instance.message(job, 'answer', { gate, question: question.id, text }),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: ['job', job, 'view'] }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Field label="Your answer">
        {(props) => (
          <textarea
            {...props}
            // biome-ignore lint/a11y/noAutofocus: the form stands where the button was pressed.
            autoFocus
            rows={2}
            required
            maxLength={ANSWER_CHARS}
            value={text}
            onChange={({ target }) => write(target.value)}
          />
        )}
      </Field>
      {send.error !== null && <FailureNotice error={send.error} title="The answer was not taken" />}
      <div className="row">
        <Button type="submit" isBusy={send.isPending} disabled={text.trim() === ''}>
          Answer
        </Button>
        <Button kind="quiet" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
