import type { JournalKind } from '../../../../../contract/state/journal-kinds.ts';
import { nameInside } from '../../../components/actor-name.ts';
import { counted } from '../../../components/count.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { CostsMark, PersonMark, RunMark, WarnMark } from '../../../components/icons.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Money } from '../../../components/money.tsx';
import { lineOnPage } from '../journal-line.ts';
import type { TitleOfItem } from '../sentence-words.ts';
import { type HistoryGroup, itemOf } from './history-groups.ts';
import type { HistoryLine, Spent } from './use-history.ts';

const KINDS: Record<JournalKind, readonly [string, () => React.ReactNode]> = {
  decision: ['Decision', PersonMark],
  failure: ['Failure', WarnMark],
  money: ['Money', CostsMark],
  step: ['Step', RunMark],
};

/** Lines of one minute are told apart. */
const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

/** What happened, in words, step by step. */
export function HistoryList({
  groups,
  spent,
  titleOf,
}: {
  groups: readonly HistoryGroup[];
  spent: ReadonlyMap<string, Spent>;
  titleOf: TitleOfItem;
}) {
  // What a step cost is told where it is told of first.
  const told = new Set<string>();
  return (
    <ol className="history" aria-label="What happened">
      {groups.map((group, index) => {
        const isFirst = group.step !== null && !told.has(group.step);
        if (group.step !== null) told.add(group.step);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups only grow at their end.
          <li key={index} className="history-group">
            <Head group={group} spent={isFirst && group.step !== null ? spent.get(group.step) : undefined} />
            <ol className="history-lines">
              {group.lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines only grow at their end.
                <Line key={at} line={line} titleOf={titleOf} />
              ))}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}

function Head({ group, spent }: { group: HistoryGroup; spent: Spent | undefined }) {
  const [first, last] = [group.lines[0], group.lines.at(-1)];
  const ms = first === undefined || last === undefined ? 0 : Date.parse(last.at) - Date.parse(first.at);
  return (
    <div className="row">
      <h3>{group.title}</h3>
      <span className="muted small">
        {first !== undefined && <Instant at={first.at} />}
        {ms >= 1_000 && `, ${spanInWords(ms)}`}
        {spent !== undefined && (
          <>
            {' · '}
            {counted(spent.calls, 'call')}, <Money microUsd={spent.costMicroUsd} unpriced={spent.unpriced} />
          </>
        )}
      </span>
    </div>
  );
}

function Line({ line, titleOf }: { line: HistoryLine; titleOf: TitleOfItem }) {
  const [word, Mark] = KINDS[line.kind];
  const item = itemOf(line);
  return (
    <li className={`history-line history-${line.kind}`}>
      <time dateTime={line.at} title={line.at}>
        {TO_THE_SECOND.format(new Date(line.at))}
      </time>
      <span className="history-mark">
        <Mark />
        <span className="visually-hidden">{word}</span>
      </span>
      <span className="history-words">
        {item !== null && <span className="history-item">{item}</span>}
        {lineOnPage(line.words, titleOf)}
        {line.actor !== null && <span className="muted"> By {nameInside(line.actor)}.</span>}
      </span>
    </li>
  );
}
