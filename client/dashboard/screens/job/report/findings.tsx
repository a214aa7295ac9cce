import type { Finding } from '../../../../../contract/verification.ts';
import { FindingItem } from '../../document/finding-item.tsx';

/** What the checks found wrong, the gravest first. */
export function Findings({
  findings,
  scope,
  onOpenEvidence,
}: {
  findings: readonly Finding[];
  scope: string;
  onOpenEvidence(id: string): void;
}) {
  if (findings.length === 0) return null;
  const order = ['blocking', 'warning', 'note'];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return (
    <section className="findings" aria-labelledby="findings-heading">
      <h2 id="findings-heading">Findings</h2>
      <ul>
        {sorted.map((finding) => (
          <FindingItem key={finding.id} finding={finding} scope={scope} onOpenEvidence={onOpenEvidence} />
        ))}
      </ul>
    </section>
  );
}
