import type { Finding } from '../../../../contract/verification.ts';
import { Notice } from '../../components/notice.tsx';
import type { DocumentData } from '../document/document-data.ts';
import { FindingItem } from '../document/finding-item.tsx';
import { type DecisionForm, isBare, MARKS, type Mark } from './decision-form.ts';

const ORDER = ['blocking', 'warning', 'note'];

/** What verification found, the gravest first, each to be marked; the marks go with the decision. */
export function Checklist({
  data,
  form,
  onOpenEvidence,
  onShowSentence,
}: {
  data: DocumentData;
  form: DecisionForm;
  onOpenEvidence(id: string): void;
  onShowSentence(): void;
}) {
  const { findings } = data;
  const sorted = findings.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const marked = findings.filter(({ id }) => form.said.marks[id] !== undefined).length;
  return (
    <section className="checklist" aria-labelledby="checklist-heading">
      <h3 id="checklist-heading">
        Findings{' '}
        {findings.length > 0 && (
          <span className="muted small">
            {marked} of {findings.length} marked
          </span>
        )}
      </h3>
      {data.verdicts.size === 0 && <Notice kind="warning" title="This draft is not verified" />}
      {findings.length === 0 && data.verdicts.size > 0 && (
        <Notice kind="good" title="Verification found nothing wrong" />
      )}
      <ul>
        {sorted.map((finding) => (
          <FindingItem
            key={finding.id}
            finding={finding}
            onOpenEvidence={onOpenEvidence}
            onShowSentence={onShowSentence}
          >
            <Marks finding={finding} form={form} />
          </FindingItem>
        ))}
      </ul>
    </section>
  );
}

function Marks({ finding, form }: { finding: Finding; form: DecisionForm }) {
  const now = form.said.marks[finding.id];
  const choose = (mark: Mark): void => form.mark(finding, mark, now?.reason ?? '');
  const reasonId = `reason-${finding.id}`;
  return (
    <fieldset className="finding-marks">
      <legend className="visually-hidden">What about it: {finding.message}</legend>
      <div className="row">
        {(Object.keys(MARKS) as Mark[]).map((mark) => (
          <label key={mark} className="check small">
            <input
              type="radio"
              name={`mark ${finding.id}`}
              checked={now?.mark === mark}
              onChange={() => choose(mark)}
            />
            {MARKS[mark]}
          </label>
        ))}
      </div>
      {now?.mark === 'accepted' && (
        <>
          <label htmlFor={reasonId} className="small">
            Why is the risk accepted? (required)
          </label>
          <input
            id={reasonId}
            type="text"
            required
            maxLength={1_000}
            aria-invalid={isBare(now)}
            value={now.reason}
            onChange={({ target }) => form.mark(finding, 'accepted', target.value)}
          />
        </>
      )}
    </fieldset>
  );
}
