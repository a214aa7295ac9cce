import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { FailMark, FileMark, OkMark, WarnMark } from '../../components/icons.tsx';
import { type DocumentEntry, sizeInWords, twinOf } from './document-entry.ts';
import { allInWords, type Told, toldOf } from './document-words.ts';
import { PreviewDialog } from './preview-dialog.tsx';
import type { DocumentProgress, Documents } from './use-documents.ts';

/** Rows shown before the rest is asked for: a folder may hold two thousand files. */
const ROWS = 50;

/** The documents of a form, each with how far it is or what it gave. */
export function DocumentList({ documents, label }: { documents: Documents; label: string }) {
  const { entries, progress } = documents;
  const [previewed, preview] = useState<DocumentEntry | null>(null);
  const [shown, show] = useState(ROWS);
  if (entries.length === 0) return null;
  return (
    <div className="documents">
      {entries.length > 1 && (
        <p className="muted small" role="status">
          {allInWords(entries)}
        </p>
      )}
      <ul className="document-list" aria-label={label}>
        {entries.slice(0, shown).map((entry) => (
          <DocumentRow
            key={entry.key}
            entry={entry}
            progress={progress.get(entry.key)}
            twin={twinOf(entry, entries)?.name}
            documents={documents}
            onPreview={() => preview(entry)}
          />
        ))}
      </ul>
      {entries.length > shown && (
        <div className="row">
          <Button onClick={() => show(shown + 200)}>Show more</Button>
          <span className="muted small">
            {shown} of {entries.length} shown
          </span>
        </div>
      )}
      <PreviewDialog entry={previewed} onClose={() => preview(null)} />
    </div>
  );
}

function DocumentRow({
  entry,
  progress,
  twin,
  documents,
  onPreview,
}: {
  entry: DocumentEntry;
  progress: DocumentProgress | undefined;
  twin: string | undefined;
  documents: Documents;
  onPreview(): void;
}) {
  const { key, name, bytes, extraction, attachment, failure } = entry;
  const told = toldOf(entry, progress);
  const remarks = extraction?.status === 'read' ? extraction.remarks : [];
  return (
    <li className="document-row">
      <FileMark />
      <div className="document-about">
        <p className="document-name">
          {name} <span className="muted small">{sizeInWords(bytes)}</span>
        </p>
        <ToldLine told={told} />
        {attachment === null && progress !== undefined && 'sent' in progress && (
          <progress value={progress.sent} max={1} aria-label={`Sending ${name}`} />
        )}
        {remarks.map((remark) => (
          <p key={remark} className="document-told document-warning">
            <WarnMark />
            <span>{remark}</span>
          </p>
        ))}
        {twin !== undefined && <p className="small muted">The same content as {twin}: it is read once.</p>}
      </div>
      <div className="document-actions">
        {extraction?.status === 'read' && (
          <Button aria-label={`Preview ${name}`} onClick={onPreview}>
            Preview
          </Button>
        )}
        {attachment === null && failure !== null && documents.canSendAgain(key) && (
          <Button aria-label={`Send ${name} again`} onClick={() => documents.sendAgain(key)}>
            Send again
          </Button>
        )}
        {attachment !== null && failure !== null && (
          <Button aria-label={`Read ${name} again`} onClick={() => documents.readAgain(key)}>
            Read again
          </Button>
        )}
        <Button kind="quiet" aria-label={`Remove ${name}`} onClick={() => documents.remove(key)}>
          Remove
        </Button>
      </div>
    </li>
  );
}

const MARKS = { good: OkMark, warning: WarnMark, failure: FailMark } as const;

function ToldLine({ told: { kind, words, remedy } }: { told: Told }) {
  const Mark = kind === 'moving' || kind === 'quiet' ? null : MARKS[kind];
  return (
    <p className={`document-told document-${kind}`}>
      {Mark !== null && <Mark />}
      {kind === 'moving' && <span className="spinner" aria-hidden="true" />}
      <span>
        {words} {remedy !== undefined && <span className="muted">{remedy}</span>}
      </span>
    </p>
  );
}
