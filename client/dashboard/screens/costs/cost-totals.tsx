import type { CostAnswer, CostSums } from '../../../../contract/cost-api.ts';
import { formatMicroUsd } from '../../../../contract/money.ts';
import { Count, counted } from '../../components/count.tsx';
import { Notice } from '../../components/notice.tsx';
import { Paid, Saved, share, Waste } from './row-money.tsx';

/** What was paid in all, what of it was of no use, and what was saved. */
export function CostTotals({ costs: { totals, jobs } }: { costs: CostAnswer }) {
  return (
    <>
      <dl className="cost-totals">
        <Total name="Paid" more={`${counted(totals.calls, 'call')} in ${counted(jobs.count, 'job')}`}>
          <Paid sums={totals} />
        </Total>
        <Total name="Input tokens" more={cachedInWords(totals)}>
          <Count of={totals.inputTokens} />
        </Total>
        <Total name="Output tokens" more={`${share(totals.reasoningTokens, totals.outputTokens)} reasoning`}>
          <Count of={totals.outputTokens} />
        </Total>
        <Total name="Saved by reuse" more={`${counted(totals.reusedCalls, 'answer')} taken over`}>
          <Saved sums={totals} />
        </Total>
        <Total
          name="Waste"
          more={
            <>
              <Count of={totals.failedTokens} /> tokens, {wastedShare(totals)} of all, in{' '}
              {counted(totals.failedCalls, 'answer')} of no use
            </>
          }
        >
          <Waste sums={totals} />
        </Total>
        <Total name="Median job" more={`the dearest ${moneyOrNone(jobs.mostMicroUsd)}`}>
          {moneyOrNone(jobs.medianMicroUsd)}
        </Total>
      </dl>
      {totals.unpricedCalls > 0 && (
        <Notice kind="warning" title={`${counted(totals.unpricedCalls, 'call')} without a known price`}>
          What they cost is in no sum. Add the price of their model to <code>activities/models/catalog.json</code>,
          which counts once Dossier is started again.
        </Notice>
      )}
    </>
  );
}

function moneyOrNone(microUsd: number | null): string {
  return microUsd === null ? '–' : formatMicroUsd(microUsd);
}

function cachedInWords({ cachedTokens, inputTokens }: CostSums): string {
  return `${share(cachedTokens, inputTokens)} from the provider's cache`;
}

function wastedShare({ failedTokens, inputTokens, outputTokens }: CostSums): string {
  return share(failedTokens, inputTokens + outputTokens);
}

function Total({ name, more, children }: { name: string; more: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="card">
      <dt className="muted small">{name}</dt>
      <dd className="cost-total figure">{children}</dd>
      <dd className="muted small">{more}</dd>
    </div>
  );
}
