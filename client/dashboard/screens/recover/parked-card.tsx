import { useState } from 'react';
import type { JobView } from '../../../../contract/view.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { Elapsed } from '../../components/duration.tsx';
import { Field } from '../../components/field.tsx';
import { remedyOnPage } from '../../components/page-remedies.ts';
import { ScrolledText } from '../../components/scrolled-text.tsx';
import { BranchDialog } from '../branch/branch-dialog.tsx';
import { Folded } from '../job/calls/folded.tsx';
import { isBudget, type Parked, type ParkedGroup, parkedTitle, triedInWords } from './attention-words.ts';
import { BudgetForm } from './forms/budget-form.tsx';
import { LooksAgain } from './looks-again.tsx';
import type { Recover } from './use-recover.ts';
import { WaysOn } from './ways-on.tsx';

/** One reason why the job rests: what happened and to what, and the ways on. */
export function ParkedCard({ view, group, recover }: { view: JobView; group: ParkedGroup; recover: Recover }) {
  const all = [group.first, ...group.alike];
  const [wanted, want] = useState(group.first.key);
  const first = all.find(({ key }) => key === wanted) ?? group.first;
  const alike = all.filter((one) => one !== first);
  return (
    <article className="parked" aria-label={parkedTitle(first)}>
      <h3>
        {parkedTitle(first)} <span className="muted small">attempt {first.attempt}</span>
      </h3>
      <p className="parked-message">{first.failure.message}</p>
      <p>
        <strong>What helps:</strong> {remedyOnPage(first.failure)}
      </p>
      <Beneath parked={first} />
      {alike.length > 0 && (
        <details>
          <summary>{counted(alike.length, 'other part')} failed for the same reason</summary>
          <Field label="Look at">
            {(control) => (
              <select {...control} value={first.key} onChange={(event) => want(event.target.value)}>
                {all.map((one) => (
                  <option key={one.key} value={one.key}>
                    {parkedTitle(one)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </details>
      )}
      {first.looksAgainAt !== null && <LooksAgain at={first.looksAgainAt} />}
      {isBudget(first) && <BudgetForm view={view} recover={recover} places={[first, ...alike]} />}
      {first.madeBy !== null && <MakeAgain view={view} parked={first} />}
      <WaysOn view={view} group={{ first, alike }} recover={recover} />
    </article>
  );
}

/** What it came from, what was tried, and the code to look up. */
function Beneath({ parked }: { parked: Parked }) {
  const { failure } = parked;
  const { code, causes = [] } = failure;
  const { remedy: _remedy, ...raw } = failure;
  return (
    <details>
      <summary>Why, and what was tried</summary>
      <dl className="beneath">
        {causes.length > 0 && (
          <div>
            <dt>Because</dt>
            {causes.map((cause) => (
              <dd key={cause}>{cause}</dd>
            ))}
          </div>
        )}
        <div>
          <dt>Since</dt>
          <dd>
            <Elapsed from={parked.since} to={null} />
          </dd>
        </div>
        <div>
          <dt>By itself</dt>
          <dd>{triedInWords(parked)}</dd>
        </div>
        <div>
          <dt>Code</dt>
          <dd>
            <code>{code}</code>, explained in <code>docs/failures.md#{code}</code>
          </dd>
        </div>
      </dl>
      <Folded summary="The error as it is kept">
        {() => <ScrolledText label="The error as it is kept" text={JSON.stringify(raw, null, 2)} />}
      </Folded>
    </details>
  );
}

/** Something that was kept is lost: the step that made it can make it again. */
function MakeAgain({ view, parked }: { view: JobView; parked: Parked }) {
  const [isOpen, open] = useState(false);
  const { madeBy } = parked;
  if (madeBy === null) return null;
  const title = parkedTitle({ ...madeBy, title: madeBy.item ?? madeBy.step });
  return (
    <div className="row">
      <p>What is missing was made by “{title}”, which can make it again.</p>
      <Button kind="primary" onClick={() => open(true)}>
        Go back to {title}
      </Button>
      <BranchDialog view={view} target={madeBy} as="rewind" isOpen={isOpen} onClose={() => open(false)} />
    </div>
  );
}
