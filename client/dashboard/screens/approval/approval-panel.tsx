import type { JobView } from '../../../../contract/view.ts';

/** A gate that waits: what is asked, what the decision rests on, and the decision. */
export function ApprovalPanel({ view, gate }: { view: JobView; gate: JobView['gates'][number] }) {
  return (
    <section className="card">
      {view.id} {gate.id}
    </section>
  );
}
