import { useQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { ScrolledText } from '../../components/scrolled-text.tsx';
import type { DocumentEntry } from './document-entry.ts';
import { toldOf } from './document-words.ts';

/** How a document begins, as it was read: what a model will be given of it. */
export function PreviewDialog({ entry, onClose }: { entry: DocumentEntry | null; onClose(): void }) {
  return (
    <Dialog title={entry?.name ?? ''} isOpen={entry !== null} onClose={onClose} size="large">
      {entry !== null && <Preview entry={entry} />}
    </Dialog>
  );
}

function Preview({ entry }: { entry: DocumentEntry }) {
  const { name, attachment } = entry;
  const hash = attachment?.artifact.sha256 ?? '';
  const read = useQuery({
    queryKey: ['extraction', hash, name],
    queryFn: () => instance.extraction(hash, name),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (read.isPending) return <Loading what="the text" />;
  if (read.error !== null) return <FailureNotice error={read.error} />;
  const text = read.data.status === 'read' ? read.data.preview : '';
  return (
    <>
      <p className="muted">{toldOf(entry).words}. How it begins, as it was read:</p>
      <ScrolledText label={`The beginning of ${name}`} text={text} />
    </>
  );
}
