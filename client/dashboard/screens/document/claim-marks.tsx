import { CitationChip } from './citation-chip.tsx';
import type { DocumentData } from './document-data.ts';
import type { DraftViewProps } from './draft-view.tsx';

const DOUBTS = { contradicted: 'contradicted', insufficient: 'not enough evidence', unchecked: 'not checked' } as const;

/** Said in words behind the sentence, so that it is seen without hovering, and read out. */
export function Doubt({ claimId, data }: { claimId: string; data: DocumentData }) {
  const found = data.verdicts.get(claimId);
  if (found === undefined || found.verdict === 'supported') return null;
  return (
    <span className={`doubt doubt-${found.verdict}`} title={found.reason}>
      {DOUBTS[found.verdict]}
    </span>
  );
}

/** The marks of what a sentence or row rests on. */
export function Citations({
  ids,
  claimId,
  data,
  openEvidence,
  onOpenEvidence,
}: Pick<DraftViewProps, 'data' | 'openEvidence' | 'onOpenEvidence'> & { ids: readonly string[]; claimId: string }) {
  if (ids.length === 0) return null;
  const verdict = data.verdicts.get(claimId)?.verdict;
  return (
    <span className="citations">
      {ids.map((id) => (
        <CitationChip
          key={id}
          id={id}
          verdict={verdict}
          data={data}
          isOpen={id === openEvidence}
          onOpen={onOpenEvidence}
        />
      ))}
    </span>
  );
}
