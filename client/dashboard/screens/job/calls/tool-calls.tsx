import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { inLines } from './json-lines.ts';

/** The tools that a model called, each with what it gave them. */
export function ToolCalls({ calls }: { calls: readonly { id: string; name: string; arguments: string }[] }) {
  return calls.map((call) => (
    <div key={call.id} className="tool-call">
      <p className="small">
        Calls <code>{call.name}</code> <span className="muted">{call.id}</span>
      </p>
      <ScrolledText label={`Arguments of ${call.name}`} text={inLines(call.arguments)} />
    </div>
  ));
}
