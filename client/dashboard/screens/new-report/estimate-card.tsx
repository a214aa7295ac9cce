import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EstimateAnswer, EstimateRequest } from '../../../../contract/estimate-api.ts';
import { parseUsd } from '../../../../contract/money.ts';
import { instance } from '../../app/instance.ts';
import { Count } from '../../components/count.tsx';
import { Money } from '../../components/money.tsx';
import { isBeingRead } from './document-entry.ts';
import { sizesOf, type Written } from './draft.ts';

/** Typing goes on meanwhile. */
const QUIET_MS = 400;

/** What it will likely take, as far as it is written; asked for again a moment after the last change. */
export function EstimateCard({ written }: { written: Written }) {
  const request = useSettled(JSON.stringify(sizesOf(written)));
  const isAnything = written.sources.length > 0 || written.draft.question.trim() !== '';
  const answer = useQuery({
    queryKey: ['estimate', request],
    queryFn: () => instance.estimate(JSON.parse(request) as EstimateRequest),
    enabled: isAnything,
    placeholderData: keepPreviousData,
  });
  return (
    <section className="card stack estimate" aria-labelledby="new-report-estimate">
      <h2 id="new-report-estimate">Likely effort</h2>
      {!isAnything && <p className="muted">Ask a question or add documents, and it shows here what that will take.</p>}
      {isAnything && answer.data !== undefined && <Estimated answer={answer.data} budget={written.draft.budget} />}
      {isAnything && answer.isPending && answer.error === null && <p className="muted">Estimating.</p>}
      {isAnything && answer.error !== null && (
        <p className="muted">It cannot be estimated now. The job can be started all the same.</p>
      )}
      {isAnything && [...written.sources, ...written.checked].some(isBeingRead) && (
        <p className="small muted">Documents that are still being read are not counted yet.</p>
      )}
    </section>
  );
}

function Estimated({ answer, budget }: { answer: EstimateAnswer; budget: string }) {
  const { tokens, costMicroUsd, whyNoCost, basis } = answer;
  const limit = budget.trim() === '' ? null : parseUsd(budget);
  return (
    <>
      <dl className="facts">
        <div>
          <dt>Cost</dt>
          <dd>
            <Cost of={costMicroUsd} />
          </dd>
        </div>
        <div>
          <dt>Tokens</dt>
          <dd>
            about <Count of={rounded(tokens.likely)} />, rarely above <Count of={rounded(tokens.most)} />
          </dd>
        </div>
      </dl>
      {whyNoCost !== null && <p className="small muted">{whyNoCost}</p>}
      {limit !== null && costMicroUsd !== null && limit < costMicroUsd.likely && (
        <p className="small document-warning">The budget is below what is likely: the job would pause and ask.</p>
      )}
      <p className="small muted">{basis}</p>
    </>
  );
}

function Cost({ of: range }: { of: EstimateAnswer['costMicroUsd'] }) {
  if (range === null) return 'Not known';
  if (range.most === 0) return <Money microUsd={0} />;
  return (
    <>
      about <Money microUsd={rounded(range.likely)} />, rarely above <Money microUsd={rounded(range.most)} />
    </>
  );
}

/** To two digits: more would say that it is known so well. */
function rounded(amount: number): number {
  return Number(amount.toPrecision(2));
}

/** A text when it has not changed for a moment. */
function useSettled(text: string): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
