import { formatMicroUsd } from '../../../../contract/money.ts';
import type { ModelsTold, ProbeResult } from '../../../../contract/settings-api.ts';
import { Count } from '../../components/count.tsx';
import { spanInWords } from '../../components/duration.tsx';
import { FailMark, OkMark, WarnMark } from '../../components/icons.tsx';
import { TableFrame } from '../../components/table-frame.tsx';

/** The models of the catalog with their prices; beside those that were tested, what became of it. */
export function ModelsTable({ models, results }: { models: ModelsTold; results?: readonly ProbeResult[] }) {
  const connected = new Set(models.providers.flatMap(({ name, isConnected }) => (isConnected ? [name] : [])));
  const tested = new Map(results?.map((result) => [result.model, result]));
  return (
    <TableFrame label="Models">
      <table className="table models-table">
        <caption className="visually-hidden">Models of the catalog</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Provider</th>
            <th scope="col" className="number">
              Input, per million
            </th>
            <th scope="col" className="number">
              Output, per million
            </th>
            <th scope="col" className="number">
              Context
            </th>
            <th scope="col">Used</th>
            <th scope="col">Test</th>
          </tr>
        </thead>
        <tbody>
          {models.models.map(({ id, provider, tier, priceMicroUsdPerMillion: price, contextTokens, isUsed }) => (
            <tr key={id}>
              <td>
                <strong>{id}</strong>
                <p className="muted small">{tier}</p>
              </td>
              <td>
                {provider}
                {!connected.has(provider) && <p className="muted small">not connected</p>}
              </td>
              <td className="number" data-label="Input">
                {formatMicroUsd(price?.input ?? null)}
              </td>
              <td className="number" data-label="Output">
                {formatMicroUsd(price?.output ?? null)}
              </td>
              <td className="number" data-label="Context">
                <Count of={contextTokens} />
              </td>
              <td data-label="Used">{isUsed ? 'Yes' : <span className="muted">No</span>}</td>
              <td data-label="Test">
                <Tested result={tested.get(id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Tested({ result }: { result: ProbeResult | undefined }) {
  if (result === undefined) return <span className="muted">–</span>;
  const { result: gave, latencyMs, model } = result;
  if (!gave.ok) {
    return (
      <span className="status status-rejected">
        <FailMark />
        <span>Does not answer</span>
      </span>
    );
  }
  return (
    <>
      <span className={`status status-${gave.outcome === 'ok' ? 'done' : 'needs_attention'}`}>
        {gave.outcome === 'ok' ? <OkMark /> : <WarnMark />}
        <span>Answers</span>
      </span>
      <p className="muted small">
        {spanInWords(latencyMs)}, {formatMicroUsd(gave.costMicroUsd)}
        {gave.served !== model && `, served by ${gave.served}`}
      </p>
    </>
  );
}
