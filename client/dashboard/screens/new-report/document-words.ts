import { counted } from '../../components/count.tsx';
import type { DocumentEntry } from './document-entry.ts';
import type { DocumentProgress } from './use-documents.ts';

/** What became of a document, or how far it is: in words, with how it is to be drawn. */
export interface Told {
  kind: 'moving' | 'good' | 'warning' | 'failure' | 'quiet';
  words: string;
  remedy?: string;
}

/** Tells it. */
export function toldOf({ attachment, extraction, failure }: DocumentEntry, progress?: DocumentProgress): Told {
  if (failure !== null) {
    const words = attachment === null ? failure.message : `Stored, but not read yet: ${failure.message}`;
    return { kind: attachment === null ? 'failure' : 'warning', words, remedy: failure.remedy };
  }
  if (attachment === null) {
    const isMoving = progress !== undefined && 'sent' in progress;
    const words = isMoving ? `Sending: ${Math.floor(progress.sent * 100)} %` : 'Waits to be sent';
    return { kind: isMoving ? 'moving' : 'quiet', words };
  }
  if (extraction === null) {
    const isBegun = progress !== undefined && !('sent' in progress);
    return {
      kind: isBegun ? 'moving' : 'quiet',
      words: isBegun ? readingInWords(progress) : 'Stored; waits to be read',
    };
  }
  if (extraction.status === 'unreadable') {
    return { kind: 'failure', words: extraction.failure.message, remedy: extraction.failure.remedy };
  }
  const { pages, words, tables } = extraction;
  const parts = [
    ...(pages === null ? [] : [counted(pages, 'page')]),
    counted(words, 'word'),
    ...(tables === 0 ? [] : [counted(tables, 'table')]),
  ];
  return { kind: 'good', words: parts.join(', ') };
}

function readingInWords({ passages, rows }: { passages: number; rows: number }): string {
  const parts = [...(passages > 0 ? [counted(passages, 'passage')] : []), ...(rows > 0 ? [counted(rows, 'row')] : [])];
  return parts.length === 0 ? 'Reading' : `Reading: ${parts.join(', ')} so far`;
}

/** What all documents together are: for whoever does not see each, and for the eye above a long list. */
export function allInWords(entries: readonly DocumentEntry[]): string {
  const read = entries.filter(({ extraction }) => extraction?.status === 'read');
  const unreadable = entries.filter(
    ({ extraction, failure }) => extraction?.status === 'unreadable' || failure !== null,
  );
  const words = read.reduce((sum, { extraction }) => sum + (extraction?.status === 'read' ? extraction.words : 0), 0);
  const open = entries.length - read.length - unreadable.length;
  const parts = [
    `${counted(entries.length, 'document')}`,
    ...(read.length > 0 ? [counted(words, 'word')] : []),
    ...(open > 0 ? [`${open} being taken in`] : []),
    ...(unreadable.length > 0 ? [`${unreadable.length} not readable`] : []),
  ];
  return parts.join(' · ');
}
