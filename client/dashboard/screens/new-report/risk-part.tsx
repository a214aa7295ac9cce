import { type GateName, JOB_KINDS } from '../../../../contract/job-kind.ts';
import { Choice } from './choice.tsx';
import { gatesOf } from './draft.ts';
import type { PartProps } from './part.ts';

const RISKS = [
  { key: 'low', label: 'Low', hint: 'Nobody is asked: it runs from its start to the report.' },
  { key: 'medium', label: 'Medium', hint: 'A person approves the draft before it becomes the report.' },
  { key: 'high', label: 'High', hint: 'A person approves the plan before the research, and then the draft.' },
] as const;
const GATES: Record<GateName, string> = {
  plan: 'The plan, before the research begins',
  approve: 'The draft, before it becomes the report',
};

/** How much depends on it, and so which steps wait for a person. */
export function RiskPart({ draft, set }: PartProps) {
  const gates = gatesOf(draft);
  const toggle = (gate: GateName, isOn: boolean): void =>
    set({ gates: JOB_KINDS[draft.kind].gates.high.filter((one) => (one === gate ? isOn : gates.includes(one))) });
  return (
    <section className="card stack" aria-labelledby="new-report-risk">
      <h2 id="new-report-risk">How much depends on it?</h2>
      <Choice legend="Risk" options={RISKS} chosen={draft.risk} onChoose={(risk) => set({ risk, gates: null })} />
      <fieldset className="choice">
        <legend>Steps that wait for your approval</legend>
        {JOB_KINDS[draft.kind].gates.high.map((gate) => (
          <label key={gate} className="check">
            <input
              type="checkbox"
              checked={gates.includes(gate)}
              onChange={({ target }) => toggle(gate, target.checked)}
            />
            {GATES[gate]}
          </label>
        ))}
        <p className="hint">
          {draft.gates === null ? `Preset by the risk.` : 'Chosen by you, in place of what the risk presets.'}
        </p>
      </fieldset>
    </section>
  );
}
