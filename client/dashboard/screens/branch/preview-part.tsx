import { decisionKindSchema } from '../../../../contract/messages.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import type { BranchPreview } from '../../../../contract/recovery/branch-preview.ts';
import { branchRemarkInWords } from '../../../../contract/recovery/branch-remarks.ts';
import type { JobView } from '../../../../contract/view.ts';
import { actorName } from '../../components/actor-name.ts';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { OkMark, PersonMark, RunMark } from '../../components/icons.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loading } from '../../components/loading.tsx';
import { decisionInWords } from '../approval/gate-words.ts';
import { placeTitle } from '../job/progress/place-words.ts';
import { gateTitle } from './branch-words.ts';
import { CodeVersion } from './code-version.tsx';

type Step = BranchPreview['steps'][number];

const HOW: Record<Step['how'], { word: string; Mark: () => React.ReactNode }> = {
  kept: { word: 'Kept', Mark: OkMark },
  supplied: { word: 'Yours', Mark: PersonMark },
  ledger: { word: 'Reused', Mark: OkMark },
  again: { word: 'Again', Mark: RunMark },
};

const ASKS = { word: 'Asks', Mark: PersonMark };

/** How models are asked anew here. */
const ASK_ANEW = 'To have models asked anew, tick “Ask models anew”.';

/** A price as a span, or that it is not known. */
function priceWords(price: BranchPreview['price']): string {
  if (price === null) return 'price not known';
  if (price.mostMicroUsd === 0) return 'costs nothing';
  return `likely ${formatMicroUsd(price.likelyMicroUsd)}, at most ${formatMicroUsd(price.mostMicroUsd)}`;
}

/** What going back would do, told beforehand by the instance; dimmed while another answer is on its way. */
export function PreviewPart({
  view,
  data,
  error,
  isCurrent,
  isHeld,
}: {
  view: JobView;
  data: BranchPreview | undefined;
  error: unknown;
  isCurrent: boolean;
  /** Something in the form is wrong, so that nothing can be told. */
  isHeld: boolean;
}) {
  return (
    <section className="preview stack" aria-label="What it will do" aria-busy={!isCurrent && !isHeld}>
      <h3>What it will do</h3>
      {isHeld && <p className="muted">Told as soon as what is marked is corrected.</p>}
      {!isHeld && error !== null && <FailureNotice error={error} title="It cannot be done like this" />}
      {!isHeld && error === null && data === undefined && <Loading what="what it will do" />}
      {!isHeld && error === null && data !== undefined && (
        <div className={isCurrent ? 'stack' : 'stack preview-old'}>
          <Told view={view} preview={data} />
        </div>
      )}
    </section>
  );
}

function Told({ view, preview }: { view: JobView; preview: BranchPreview }) {
  const { steps, price, keptMicroUsd, changed, sideEffects, voids, asksAgain, remarks, as } = preview;
  return (
    <>
      <p className="preview-sum">
        Runs again: <strong className="figure">{priceWords(price)}</strong>. Kept, and not paid again:{' '}
        <strong className="figure">{formatMicroUsd(keptMicroUsd)}</strong>.
      </p>
      <ol className="preview-steps" aria-label="Steps">
        {steps.map((step) => (
          <StepLine key={step.step} step={step} asks={step.step === 'approve' && asksAgain.includes('approve')} />
        ))}
      </ol>
      <Lines title="Changed" lines={changed} />
      <Lines title="Happens again" lines={sideEffects} />
      {voids.length > 0 && (
        <div>
          <p className="field-label">
            {as === 'rewind' ? 'Decisions that become void' : 'Decisions that do not bind the new job'}
          </p>
          <ul className="preview-lines">
            {voids.map((one) => (
              <VoidLine key={one.gate} {...one} />
            ))}
          </ul>
        </div>
      )}
      {asksAgain.length > 0 && (
        <p>
          A person is asked again: {asksAgain.map((step) => placeTitle({ step, item: null, title: step })).join(', ')}.
        </p>
      )}
      <Lines title="To know" lines={remarks.map((one) => branchRemarkInWords(one, ASK_ANEW))} />
      <p className="small">
        Code: <CodeVersion as={as === 'rewind' && view.endedAt === null ? 'same-run' : 'new-run'} />
      </p>
      <p className="muted small">
        Told for {view.id} as it stands now, at revision {preview.revision}.
      </p>
    </>
  );
}

function StepLine({ step, asks }: { step: Step; asks: boolean }) {
  // The step that only asks takes nothing over, whatever the steps before it do.
  const { word, Mark } = asks ? ASKS : HOW[step.how];
  const isFree = step.price !== null && step.price.mostMicroUsd === 0;
  return (
    <li className={`preview-step preview-${asks ? 'asks' : step.how}`}>
      <span className="preview-how">
        <Mark /> {word}
      </span>
      <span>
        <strong>{placeTitle({ step: step.step, item: null, title: step.step })}</strong>
        {step.items > 0 && <span className="muted"> ({counted(step.items, 'item')})</span>}{' '}
        <span className="muted small">{asks ? 'a person decides again' : step.words}</span>
      </span>
      {!isFree && <span className="small figure preview-price">{priceWords(step.price)}</span>}
    </li>
  );
}

/** A decision that no longer binds. The instance tells `approve by local at 2026-…`; here it stands with names, and the instant in the viewer's zone. */
function VoidLine({ gate, words }: BranchPreview['voids'][number]) {
  const said = /^(\w+) by (.+) at (\S+)$/.exec(words);
  const [, decision = '', actor = '', at = ''] = said ?? [];
  const kind = decisionKindSchema.safeParse(decision);
  return (
    <li>
      {gateTitle(gate)}:{' '}
      {said === null ? (
        words
      ) : (
        <>
          {actorName(actor)} {kind.success ? decisionInWords(kind.data) : decision}, <Instant at={at} />
        </>
      )}
    </li>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <p className="field-label">{title}</p>
      <ul className="preview-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
