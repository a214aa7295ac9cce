import { DossierError } from '../../../../contract/failures.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import type { ChangeName } from '../../../../contract/recovery/changes.ts';
import type { JobView } from '../../../../contract/view.ts';
import { Field } from '../../components/field.tsx';
import { type BranchForm, changeableAt } from './branch-form.ts';
import { ChangeSection } from './fields/change-section.tsx';
import { DocumentsField } from './fields/documents-field.tsx';
import { ModelField } from './fields/model-field.tsx';
import { OutputField } from './fields/output-field.tsx';
import { ModelsByTask, PromptsByTask } from './fields/task-fields.tsx';
import { partAt, type Target, usePlan } from './fields/use-start-text.ts';

interface FieldsProps {
  view: JobView;
  target: Target;
  form: BranchForm;
  faults: Partial<Record<ChangeName, string>>;
  /** What the instance said of the wish. */
  error: unknown;
}

/** How the instance names what it refuses, by the change it belongs to. */
const REFUSED_AS: Partial<Record<ChangeName, readonly string[]>> = {
  question: ['question'],
  itemQuestion: ['itemQuestion'],
  comment: ['comment'],
  sources: ['documents', 'links'],
  models: ['model'],
  prompts: ['prompt'],
  limitMicroUsd: ['limitMicroUsd'],
};

function faultOf(name: ChangeName, { faults, error }: FieldsProps): string | undefined {
  if (faults[name] !== undefined) return faults[name];
  if (!(error instanceof DossierError)) return undefined;
  const { field, message, code } = error.failure;
  if (name === 'output') return code === 'output-invalid' || code === 'draft-markdown-invalid' ? message : undefined;
  return REFUSED_AS[name]?.some((one) => field?.includes(one)) ? message : undefined;
}

/** What may be changed at this place, each folded until it is wanted. */
export function BranchFields(props: FieldsProps) {
  const { view, target, form } = props;
  const can = changeableAt(view, target);
  const { value, keep } = form;
  return (
    <section className="stack" aria-label="What to change">
      <h3>What to change (optional)</h3>
      <div className="changes">
        {can.has('question') && (
          <TextChange {...props} name="question" title="The question" shown={view.question} rows={4} />
        )}
        {can.has('sources') && <DocumentsChange {...props} />}
        {can.has('itemQuestion') && <ItemQuestion {...props} />}
        {can.has('comment') && (
          <TextChange {...props} name="comment" title="What to do differently" shown="" rows={3} />
        )}
        {can.has('output') && <OutputChange {...props} />}
        <ModelChange {...props} />
        <ChangeSection title="Prompts" isChanged={Object.keys(value.prompts).length > 0}>
          <PromptsByTask
            value={value.prompts}
            onChange={(prompts) => keep((before) => ({ ...before, prompts }))}
            error={faultOf('prompts', props)}
          />
        </ChangeSection>
        <BudgetChange {...props} />
      </div>
      <label className="check">
        <input
          type="checkbox"
          checked={value.fresh}
          onChange={(event) => keep((before) => ({ ...before, fresh: event.target.checked }))}
        />
        Ask models anew, also where an answer was paid for
      </label>
    </section>
  );
}

function DocumentsChange(props: FieldsProps) {
  const { value, keep } = props.form;
  return (
    <ChangeSection title="The documents" isChanged={isFilled(value.documents)}>
      <DocumentsField
        view={props.view}
        value={value.documents}
        error={faultOf('sources', props)}
        onChange={(change) => keep((before) => ({ ...before, documents: change(before.documents) }))}
      />
    </ChangeSection>
  );
}

function OutputChange(props: FieldsProps) {
  const { view, target, form } = props;
  const { value, keep } = form;
  const title = OUTPUT_TITLES[partAt(view, target)] ?? 'The result itself';
  return (
    <ChangeSection title={title} isChanged={value.output !== null}>
      <OutputField
        view={view}
        target={target}
        label="In its place"
        value={value.output}
        error={faultOf('output', props)}
        onChange={(output) => keep((before) => ({ ...before, output }))}
      />
    </ChangeSection>
  );
}

const OUTPUT_TITLES: Record<string, string> = {
  plan: 'The plan itself',
  draft: 'A draft of your own',
  'item-notes': 'Its notes',
  notes: 'The notes',
};

function isFilled(documents: BranchForm['value']['documents']): boolean {
  return Object.values(documents).some((one) => one.length > 0);
}

function TextChange({
  name,
  title,
  shown,
  rows,
  ...props
}: FieldsProps & { name: 'question' | 'itemQuestion' | 'comment'; title: string; shown: string; rows: number }) {
  const { value, keep } = props.form;
  const written = value[name];
  return (
    <ChangeSection title={title} isChanged={written !== null && written !== '' && written !== shown}>
      <Field label={title} error={faultOf(name, props)}>
        {(control) => (
          <textarea
            {...control}
            rows={rows}
            maxLength={20_000}
            value={written ?? shown}
            onChange={(event) => keep((before) => ({ ...before, [name]: event.target.value }))}
          />
        )}
      </Field>
    </ChangeSection>
  );
}

function ItemQuestion(props: FieldsProps) {
  const { plan } = usePlan(props.view);
  const asked = plan?.subQuestions.find(({ id }) => id === props.target.item)?.question ?? '';
  return <TextChange {...props} name="itemQuestion" title="What it is asked" shown={asked} rows={3} />;
}

function ModelChange(props: FieldsProps) {
  const { view, form } = props;
  const { value, keep } = form;
  const isChanged = value.model !== '' || Object.values(value.models).some((one) => one !== '');
  return (
    <ChangeSection title="The model" isChanged={isChanged}>
      <ModelField
        view={view}
        label="Model for all that runs again"
        hint="The id that your provider gives it; empty keeps the present ones."
        value={value.model}
        error={faultOf('models', props)}
        onChange={(model) => keep((before) => ({ ...before, model }))}
      />
      <ModelsByTask view={view} value={value.models} onChange={(models) => keep((before) => ({ ...before, models }))} />
    </ChangeSection>
  );
}

function BudgetChange(props: FieldsProps) {
  const { view, form } = props;
  const { value, keep } = form;
  const now = view.limitMicroUsd === null ? 'There is no limit now' : `Now ${formatMicroUsd(view.limitMicroUsd)}`;
  return (
    <ChangeSection title="The budget" isChanged={value.budget !== ''}>
      <Field
        label="What the job may spend, in dollars"
        hint={`${now}; “none” takes it away.`}
        error={faultOf('limitMicroUsd', props)}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={value.budget}
            onChange={(event) => keep((before) => ({ ...before, budget: event.target.value }))}
          />
        )}
      </Field>
    </ChangeSection>
  );
}
