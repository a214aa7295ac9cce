import { getRouteApi } from '@tanstack/react-router';
import { memo } from 'react';
import type { CallSummary } from '../../../../../contract/call-api.ts';
import { Count } from '../../../components/count.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { Money } from '../../../components/money.tsx';
import { callOrdinal, callTitle } from './call-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';

const route = getRouteApi('/jobs/$id');

/** The calls as rows, the oldest first; each leads to what was asked and answered. */
export function CallsTable({
  calls,
  total,
  isOver,
}: {
  calls: readonly CallSummary[];
  total: number;
  isOver: boolean;
}) {
  return (
    <div className="table-frame">
      <table className="table calls-table" aria-rowcount={total + 1}>
        <caption className="visually-hidden">Model calls, the oldest first</caption>
        <thead>
          <tr>
            <th scope="col">Call</th>
            <th scope="col">Model</th>
            <th scope="col">Outcome</th>
            <th scope="col" className="number">
              Input
            </th>
            <th scope="col" className="number">
              Cached
            </th>
            <th scope="col" className="number">
              Output
            </th>
            <th scope="col" className="number">
              Reasoning
            </th>
            <th scope="col" className="number">
              Cost
            </th>
            <th scope="col" className="number">
              Latency
            </th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <Row key={call.key} call={call} isOver={isOver} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = memo(function Row({ call, isOver }: { call: CallSummary; isOver: boolean }) {
  const isAnswered = call.state === 'answered';
  return (
    <tr className="call-row">
      <td className="call-what">
        <route.Link
          to="."
          search={(before) => ({ ...before, call: call.key })}
          resetScroll={false}
          preload={false}
          className="call-link"
          data-list-item
        >
          {callTitle(call)}
          <span className="visually-hidden">, {callOrdinal(call)}</span>
        </route.Link>
        <p className="muted small" aria-hidden="true">
          {callOrdinal(call)}
        </p>
      </td>
      <td className="call-model">
        {call.modelAsked}
        {call.modelServed !== null && call.modelServed !== call.modelAsked && (
          <p className="muted small">served by {call.modelServed}</p>
        )}
      </td>
      <td className="call-outcome">
        <OutcomeMark call={call} isOver={isOver} />
        <p className="muted small">{remarksOn(call).join(', ')}</p>
      </td>
      <Figure label="Input" of={isAnswered ? call.inputTokens : null} />
      <Figure label="Cached" of={isAnswered ? call.cachedTokens : null} />
      <Figure label="Output" of={isAnswered ? call.outputTokens : null} />
      <Figure label="Reasoning" of={isAnswered ? call.reasoningTokens : null} />
      <td className="number call-figure" data-label="Cost">
        <CallCost call={call} />
      </td>
      <td className="number call-figure" data-label="Latency">
        {call.latencyMs === null ? '–' : spanInWords(call.latencyMs)}
      </td>
    </tr>
  );
});

function remarksOn({ reusedFrom, finish }: CallSummary): string[] {
  const ended = finish === 'tool_calls' ? 'calls tools' : finish;
  return [...(reusedFrom === null ? [] : ['reused']), ...(ended === null || ended === 'stop' ? [] : [ended])];
}

function Figure({ label, of }: { label: string; of: number | null }) {
  return (
    <td className="number call-figure" data-label={label}>
      {of === null ? '–' : <Count of={of} />}
    </td>
  );
}

/** What a call cost; one without an answer has no cost yet, and one without a price says so. */
export function CallCost({ call }: { call: CallSummary }) {
  if (call.state === 'reserved') return '–';
  return <Money microUsd={call.costMicroUsd ?? 0} unpriced={call.costMicroUsd === null ? 1 : 0} />;
}
