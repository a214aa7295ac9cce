import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import type { ModelsTold, ProbeResult } from '../../../../contract/settings-api.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { Notice } from '../../components/notice.tsx';
import { remedyOnPage } from '../../components/page-remedies.ts';
import { ModelsTable } from './models-table.tsx';
import { RoutesTable } from './routes-table.tsx';

/** The models of this instance: which serve what, and, on request, whether they answer. */
export function ModelsCard({ told }: { told: ModelsTold | null }) {
  const id = useId();
  const probe = useMutation({ mutationFn: () => instance.probeModels() });
  const models = probe.data?.models ?? told;
  const failed = probe.data?.results.filter(({ result }) => !result.ok || result.outcome !== 'ok') ?? [];
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row">
        <h2 id={id}>Models</h2>
        <Button kind="primary" isBusy={probe.isPending} onClick={() => probe.mutate()}>
          Test the models
        </Button>
        <span className="muted small" role="status">
          {probe.isPending && 'Asking each of them, at most 20 seconds.'}
          {probe.isSuccess && (
            <>
              Tested at <Instant at={probe.data.at} form="time" />: {inWords(probe.data.results)}
            </>
          )}
          {probe.isIdle &&
            'A worker asks each model that is used for three words. With a provider that costs a little.'}
        </span>
      </div>
      {probe.error !== null && <FailureNotice error={probe.error} title="The models could not be tested" />}
      {alike(failed).map((result) => (
        <Failed key={result.model} result={result} />
      ))}
      {models !== null && !models.providers.some(({ name, isConnected }) => isConnected && name !== 'offline') && (
        <Notice kind="info" title="No provider is connected">
          The offline model answers: it quotes and counts, and does not reason. For a language model set{' '}
          <code>OPENAI_API_KEY</code> in the environment or in <code>.env</code>, then start Dossier again.
        </Notice>
      )}
      {models === null ? (
        <p className="muted">
          The workers were started by themselves, and they alone know their models. Test them to see.
        </p>
      ) : (
        <>
          <ModelsTable models={models} {...(probe.data !== undefined && { results: probe.data.results })} />
          <RoutesTable models={models} />
        </>
      )}
    </section>
  );
}

function inWords(results: readonly ProbeResult[]): string {
  const good = results.filter(({ result }) => result.ok).length;
  return good === results.length ? 'all answer.' : `${good} of ${results.length} answer.`;
}

const OUTCOMES = {
  ok: '',
  refused: 'It refused to repeat three words.',
  invalid: 'Its answer was not in the form that jobs need. Use a model that supports structured output.',
  truncated: 'It answers, and thought longer than this test allows. Jobs allow more.',
} as const;

/** Models that failed in the same way, as one. */
function alike(results: readonly ProbeResult[]): ProbeResult[] {
  const groups = new Map<string, ProbeResult>();
  for (const found of results) {
    const key = JSON.stringify(found.result.ok ? found.result.outcome : found.result.failure);
    const before = groups.get(key);
    groups.set(key, before === undefined ? found : { ...before, model: `${before.model}, ${found.model}` });
  }
  return [...groups.values()];
}

function Failed({ result: { model, result } }: { result: ProbeResult }) {
  if (result.ok) {
    return (
      <Notice kind="warning" title={model}>
        {OUTCOMES[result.outcome]}
      </Notice>
    );
  }
  return (
    <Notice kind="failure" title={`No answer from ${model}`}>
      <p>{result.failure.message}</p>
      <p>
        {remedyOnPage(result.failure)} <code className="code">{result.failure.code}</code>
      </p>
    </Notice>
  );
}
