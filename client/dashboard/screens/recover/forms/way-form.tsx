import type { WishedAction } from '../../../../../contract/recovery/wishes.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import type { ParkedGroup, WayOn } from '../attention-words.ts';
import { isStale, type Recover, type Wish } from '../use-recover.ts';
import { EditForm } from './edit-form.tsx';
import { AbortForm, ModelForm, RetryForm, SkipForm } from './short-forms.tsx';
import { SupplyForm } from './supply-form.tsx';

/** What the form of a way on is given. */
export interface WayFormProps {
  view: JobView;
  group: ParkedGroup;
  way: WayOn;
  isBusy: boolean;
  /** The refusal of what this form sent last. */
  error: unknown;
  /** Sends it for the first place of the group, or for all that failed alike. */
  send(action: WishedAction, all: boolean): void;
}

const FORMS: Record<string, (props: WayFormProps) => React.ReactNode> = {
  retry: RetryForm,
  switchModel: ModelForm,
  editInput: EditForm,
  supplyOutput: SupplyForm,
  skip: SkipForm,
  abort: AbortForm,
};

/** The form of one way on, with what the job said to it last. */
export function WayForm({
  view,
  group,
  way,
  recover,
}: {
  view: JobView;
  group: ParkedGroup;
  way: WayOn;
  recover: Recover;
}) {
  const Form = FORMS[way.kind];
  if (Form === undefined) return null;
  const isOurs = isSentFor(recover.variables, group, way);
  const error = isOurs && !isStale(recover.error) ? recover.error : null;
  return (
    <>
      <Form
        view={view}
        group={group}
        way={way}
        isBusy={recover.isPending}
        error={error}
        send={(action, all) => recover.mutate({ places: all ? [group.first, ...group.alike] : [group.first], action })}
      />
      {error !== null && <FailureNotice error={error} />}
    </>
  );
}

function isSentFor(sent: Wish | undefined, { first }: ParkedGroup, { kind }: WayOn): boolean {
  return sent !== undefined && sent.action.kind === kind && sent.places[0]?.key === first.key;
}
