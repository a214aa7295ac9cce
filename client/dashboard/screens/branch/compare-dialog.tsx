import { useQuery } from '@tanstack/react-query';
import type { CompareAnswer, LineageAnswer } from '../../../../contract/branch-api.ts';
import type { JobView } from '../../../../contract/view.ts';
import { instance } from '../../app/instance.ts';
import { counted } from '../../components/count.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Field } from '../../components/field.tsx';
import { Loading } from '../../components/loading.tsx';
import { Money } from '../../components/money.tsx';
import { Differences } from './differences.tsx';

/** How this job's report differs from another branch's, sentence by sentence. */
export function CompareDialog({
  view,
  lineage,
  chosen,
  onChoose,
  onClose,
}: {
  view: JobView;
  lineage: LineageAnswer;
  /** A job's id, or the number of a generation; null where nothing is compared. */
  chosen: string | null;
  onChoose(other: string): void;
  onClose(): void;
}) {
  const { data, error, isPending } = useQuery({
    queryKey: ['job', view.id, 'compare', chosen, view.revision],
    enabled: chosen !== null,
    queryFn: () => instance.compare(view.id, { with: chosen ?? '' }),
  });
  return (
    <Dialog title="Compare the reports" isOpen={chosen !== null} onClose={onClose} size="large">
      <Field label="With">
        {(control) => (
          <select {...control} value={chosen ?? ''} onChange={(event) => onChoose(event.target.value)}>
            {choicesOf(view, lineage).map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isPending && <Loading what="the comparison" />}
      {error !== null && <FailureNotice error={error} title="The two cannot be compared" />}
      {data !== undefined && <Compared answer={data} />}
    </Dialog>
  );
}

/** So much of a question tells jobs apart in a list to choose from. */
const MOST_OF_QUESTION = 100;

function choicesOf(
  view: JobView,
  { generations, ancestors, forks }: LineageAnswer,
): { value: string; words: string }[] {
  const own = generations.filter(({ generation, draft }) => generation !== view.generation && draft !== null);
  const jobs = [...ancestors, ...forks].filter(({ question }) => question !== null);
  return [
    ...own.map(({ generation }) => ({
      value: String(generation),
      words: generation === 0 ? 'Generation 0 of this job, the start' : `Generation ${generation} of this job`,
    })),
    ...jobs.map(({ id, question }) => ({
      value: id,
      words: `Job ${id}: ${(question ?? '').slice(0, MOST_OF_QUESTION)}`,
    })),
  ];
}

function Compared({ answer }: { answer: CompareAnswer }) {
  const { before, after, differences, same } = answer;
  const count = (kind: string): number => differences.filter((one) => one.kind === kind).length;
  const isOwn = before.job === after.job;
  return (
    <>
      <div className="compare-sides">
        <Side title={isOwn ? 'Before' : 'The other job'} side={before} isOwn={isOwn} />
        <Side title={isOwn ? 'Now' : 'This job'} side={after} isOwn={isOwn} />
      </div>
      <p>
        <strong>
          {counted(count('added'), 'sentence')} {isOwn ? 'added' : 'only here'}, {count('removed')}{' '}
          {isOwn ? 'removed' : 'only in the other'}, {count('changed')} changed, {count('verdict')} read differently,{' '}
          {same} the same.
        </strong>
      </p>
      {differences.length === 0 ? (
        <p>The two say the same.</p>
      ) : (
        <Differences differences={differences} isOwn={isOwn} />
      )}
    </>
  );
}

function Side({ title, side, isOwn }: { title: string; side: CompareAnswer['before']; isOwn: boolean }) {
  const verdicts = Object.entries(side.verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  return (
    <section className="card stack" aria-label={title}>
      <h3>
        {title}: {side.job}
        {(isOwn || side.generation > 0) && `, generation ${side.generation}`}
      </h3>
      <p>{side.title}</p>
      <p className="small muted">
        {verdicts.length === 0 ? 'Not verified' : verdicts.join(', ')} · <Money microUsd={side.costMicroUsd} />
      </p>
    </section>
  );
}
