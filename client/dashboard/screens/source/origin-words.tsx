import type { Source } from '../../../../contract/evidence/source.ts';
import { Instant } from '../../components/instant.tsx';
import { OutsideLink } from '../../components/outside-link.tsx';

/** Where a source came from: its upload's name, or its address and when it was fetched. */
export function OriginWords({ source: { origin } }: { source: Source }) {
  if (origin.kind === 'upload') return <span className="muted">Uploaded as {origin.name}</span>;
  return (
    <span className="muted">
      <OutsideLink address={origin.address}>{origin.address}</OutsideLink>, fetched <Instant at={origin.fetchedAt} />
    </span>
  );
}
