import { type MouseEvent, memo } from 'react';
import type { CallSummary } from '../../../../../contract/call-api.ts';
import { Count } from '../../../components/count.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { Money } from '../../../components/money.tsx';
import { TableFrame } from '../../../components/table-frame.tsx';
import { callOrdinal, callTitle } from './call-words.ts';
import { OutcomeMark } from './outcome-mark.tsx';

/** The calls as rows, the oldest first; each leads to what was asked and answered. */
export function CallsTable({
  calls,
  total,
  isOver,
  onOpen,
}: {
  calls: readonly CallSummary[];
  total: number;
  isOver: boolean;
  /** Must stay the same from one drawing to the next, so that rows need not be drawn again. */
  onOpen(key: string): void;
}) {
  return (
    <TableFrame label="Table of model calls">
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
            <Row key={call.key} call={call} isOver={isOver} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** The address of the page with one call open. A link of the router's own takes some work each, and there are hundreds. */
function addressOf(key: string): string {
  const search = new URLSearchParams(window.location.search);
  search.set('call', key);
  return `${window.location.pathname}?${search}`;
}

const Row = memo(function Row({
  call,
  isOver,
  onOpen,
}: {
  call: CallSummary;
  isOver: boolean;
  onOpen(key: string): void;
}) {
  const isAnswered = call.state === 'answered';
  return (
    <tr className="call-row">
      <td className="call-what">
        <a
          href={addressOf(call.key)}
          className="call-link"
          data-list-item
          onClick={(event) => {
            if (opensElsewhere(event)) return;
            event.preventDefault();
            onOpen(call.key);
          }}
        >
          {callTitle(call)}
          <span className="visually-hidden">, {callOrdinal(call)}</span>
        </a>
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

function opensElsewhere({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return button !== 0 || ctrlKey || metaKey || shiftKey || altKey;
}

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
