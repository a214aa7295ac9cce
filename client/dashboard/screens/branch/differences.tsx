import type { CompareAnswer } from '../../../../contract/branch-api.ts';
import { FailMark, InfoMark, OkMark, RunMark } from '../../components/icons.tsx';

type Difference = CompareAnswer['differences'][number];

const KINDS: Record<Difference['kind'], { word: string; Mark: () => React.ReactNode }> = {
  added: { word: 'Added', Mark: OkMark },
  removed: { word: 'Removed', Mark: FailMark },
  changed: { word: 'Changed', Mark: RunMark },
  verdict: { word: 'Read differently', Mark: InfoMark },
};

/** How added and removed are called between two jobs, of which neither comes before the other. */
const BETWEEN: Partial<Record<Difference['kind'], string>> = { added: 'Only here', removed: 'Only in the other' };

/** Sentences that differ, by the section they stand in. `isOwn`: between two generations of one job. */
export function Differences({ differences, isOwn }: { differences: readonly Difference[]; isOwn: boolean }) {
  return bySection(differences).map(({ section, ofSection, from }) => (
    <section key={from} className="stack">
      <h3>{section === '' ? 'Before the first heading' : section}</h3>
      <ul className="differences">
        {ofSection.map((one) => (
          <Sentence key={`${one.kind} ${one.before?.id} ${one.after?.id}`} difference={one} isOwn={isOwn} />
        ))}
      </ul>
    </section>
  ));
}

function bySection(all: readonly Difference[]): { section: string; from: number; ofSection: Difference[] }[] {
  const groups: { section: string; from: number; ofSection: Difference[] }[] = [];
  all.forEach((one, from) => {
    const section = (one.after ?? one.before)?.section ?? '';
    const last = groups.at(-1);
    if (last !== undefined && last.section === section) last.ofSection.push(one);
    else groups.push({ section, from, ofSection: [one] });
  });
  return groups;
}

function Sentence({ difference: { kind, before, after }, isOwn }: { difference: Difference; isOwn: boolean }) {
  const { word, Mark } = KINDS[kind];
  const named = isOwn ? word : (BETWEEN[kind] ?? word);
  const verdict = (one: Difference['before']): string => one?.verdict ?? 'not verified';
  return (
    <li className={`difference difference-${kind}`}>
      <span className="difference-kind">
        <Mark /> {named}
      </span>
      {kind === 'verdict' ? (
        <p>
          {after?.text}{' '}
          <span className="muted small">
            ({verdict(before)}, now {verdict(after)})
          </span>
        </p>
      ) : (
        <>
          {before !== null && (
            <p>
              <del>{before.text}</del> <span className="muted small">{before.verdict ?? ''}</span>
            </p>
          )}
          {after !== null && (
            <p>
              <ins>{after.text}</ins> <span className="muted small">{after.verdict ?? ''}</span>
            </p>
          )}
        </>
      )}
    </li>
  );
}
