import { useState } from 'react';
import { z } from 'zod';
import { DossierError } from '../../../../../contract/failures.ts';
import type { WishedAction } from '../../../../../contract/recovery/wishes.ts';
import { Button } from '../../../components/button.tsx';
import { Field } from '../../../components/field.tsx';
import { useKept } from '../../../components/use-kept.ts';
import {
  DocumentsField,
  documentChangesSchema,
  documentsWish,
  SAME_DOCUMENTS,
} from '../../branch/fields/documents-field.tsx';
import { usePlan } from '../../branch/fields/use-start-text.ts';
import { keptName } from './short-forms.tsx';
import type { WayFormProps } from './way-form.tsx';

const editSchema = z.object({
  /** Null: as it is. */
  question: z.string().nullable(),
  itemQuestion: z.string().nullable(),
  comment: z.string(),
  documents: documentChangesSchema,
});
type Edit = z.infer<typeof editSchema>;
const NOTHING: Edit = { question: null, itemQuestion: null, comment: '', documents: SAME_DOCUMENTS };

function changesOf({ question, itemQuestion, comment, documents }: Edit) {
  return {
    ...(question !== null && { question: question.trim() }),
    ...(itemQuestion !== null && { itemQuestion: itemQuestion.trim() }),
    ...(comment.trim() !== '' && { comment: comment.trim() }),
    ...documentsWish(documents),
  } satisfies Extract<WishedAction, { kind: 'editInput' }>['changes'];
}

function fieldOf(error: unknown): string {
  return error instanceof DossierError ? (error.failure.field ?? '') : '';
}

/** Changes what the step or item is asked, then tries it again. */
export function EditForm(props: WayFormProps) {
  const { view, group, way, isBusy, error, send } = props;
  const { value, keep } = useKept(keptName(props), editSchema, NOTHING);
  const [fault, tell] = useState<string>();
  const { plan } = usePlan(view);
  const asked = plan?.subQuestions.find(({ id }) => id === group.first.item)?.question ?? group.first.title;
  const wrong = (name: string): string | undefined =>
    fieldOf(error).includes(name) && error instanceof DossierError ? error.failure.message : undefined;
  const submit = (): void => {
    const changes = changesOf(value);
    const isSame = Object.keys(changes).length === 0;
    tell(isSame ? 'Nothing is changed yet. To try the same again, take “Retry”.' : undefined);
    if (!isSame) send({ kind: 'editInput', changes }, false);
  };
  const area = (label: string, name: 'question' | 'itemQuestion' | 'comment', shown: string, hint?: string) => (
    <Field label={label} {...(hint !== undefined && { hint })} error={wrong(name)}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          value={value[name] ?? shown}
          onChange={(event) => keep((before) => ({ ...before, [name]: event.target.value }))}
        />
      )}
    </Field>
  );
  const takes = (field: string): boolean => way.fields.includes(field);
  return (
    <>
      {takes('question') && area('Question of the job', 'question', view.question)}
      {takes('itemQuestion') && area('What this part is asked', 'itemQuestion', asked)}
      {takes('comment') && area('What to do differently', 'comment', '', 'A word to the model, in your own words.')}
      {takes('sources') && (
        <DocumentsField
          view={view}
          value={value.documents}
          error={wrong('documents') ?? wrong('links')}
          onChange={(change) => keep((before) => ({ ...before, documents: change(before.documents) }))}
        />
      )}
      {fault !== undefined && <p className="field-error">{fault}</p>}
      <div className="row">
        <Button kind="primary" isBusy={isBusy} onClick={submit}>
          Change it and retry
        </Button>
      </div>
    </>
  );
}
