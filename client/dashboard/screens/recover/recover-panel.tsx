import type { JobView } from '../../../../contract/view.ts';

/** What failed, what is kept, and the ways on with their prices. */
export function RecoverPanel({ view }: { view: JobView }) {
  return <section className="card">{view.attention.length}</section>;
}
