import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { DossierError, failure } from '../../../../contract/failures.ts';
import { instance } from '../../app/instance.ts';
import { useKept } from '../../components/use-kept.ts';
import { DOCUMENT_LIMITS, type DocumentEntry, documentEntrySchema, namesOfTheirOwn } from './document-entry.ts';
import type { NamedFile } from './dropped-files.ts';
import { sendFile } from './send-file.ts';

/** Documents that are sent, and others that are read, at the same time: a browser keeps six connections to one address. */
const AT_ONCE = 2;
const entriesSchema = z.array(documentEntrySchema);
const NONE: DocumentEntry[] = [];
/** How far sending or reading a document is. */
export type DocumentProgress = { sent: number } | { passages: number; rows: number };

/** The documents of a form: added, sent and read a few at a time, removed. They stay over a reload of the page, but for those that were not sent yet. */
export interface Documents {
  entries: readonly DocumentEntry[];
  progress: ReadonlyMap<string, DocumentProgress>;
  add(files: readonly NamedFile[]): void;
  /** Takes in what is stored already, such as the sample. */
  takeStored(attachments: readonly NonNullable<DocumentEntry['attachment']>[]): void;
  remove(key: string): void;
  /** Whether this page still holds the file of one that could not be sent. */
  canSendAgain(key: string): boolean;
  sendAgain(key: string): void;
  /** Reads again what could not be read for a reason that passes. */
  readAgain(key: string): void;
  clear(): void;
}

/** `most`: how many there may be; with one, another takes its place. */
export function useDocuments(storageKey: string, most: number = DOCUMENT_LIMITS.files): Documents {
  const { value: entries, keep, clear } = useKept<DocumentEntry[]>(storageKey, entriesSchema, NONE);
  const [progress, setProgress] = useState<ReadonlyMap<string, DocumentProgress>>(new Map());
  const work = useRef(new DocumentWork());
  work.current.change = (key, changes) =>
    keep((before) => before.map((entry) => (entry.key === key ? { ...entry, ...changes } : entry)));
  work.current.tell = (key, now) =>
    setProgress((before) => {
      const next = new Map(before);
      if (now === null) next.delete(key);
      else next.set(key, now);
      return next;
    });
  // What an earlier load of the page left unfinished.
  const first = useRef(entries);
  useEffect(() => {
    const { current } = work;
    for (const entry of first.current) current.takeUp(entry);
    return () => current.stopAll();
  }, []);
  const put = (added: readonly DocumentEntry[]): void => {
    if (most === 1) for (const { key } of entries) work.current.stop(key);
    keep((before) => (most === 1 ? added.slice(0, 1) : [...before, ...added].slice(0, most + 1)));
  };
  return {
    entries,
    progress,
    add: (files) => {
      const some = most === 1 ? files.slice(0, 1) : files.slice(0, most + 1 - entries.length);
      const taken = most === 1 ? [] : entries.map(({ name }) => name);
      const names = namesOfTheirOwn(
        taken,
        some.map(({ name }) => name),
      );
      const added = some.map(({ file }, at) => entryOf({ name: names[at] ?? file.name, bytes: file.size }));
      put(added);
      for (const [at, entry] of added.entries()) work.current.send(entry, some[at]?.file);
    },
    takeStored: (attachments) => {
      const added = attachments.map((attachment) => ({
        ...entryOf({ name: attachment.name, bytes: attachment.artifact.bytes }),
        attachment,
      }));
      put(added);
      for (const entry of added) work.current.read(entry);
    },
    remove: (key) => {
      work.current.stop(key);
      keep((before) => before.filter((entry) => entry.key !== key));
    },
    ...again(work.current, entries),
    clear: () => {
      work.current.stopAll();
      clear();
    },
  };
}

/** Trying once more what failed on its way or while it was read. */
function again(
  work: DocumentWork,
  entries: readonly DocumentEntry[],
): Pick<Documents, 'canSendAgain' | 'sendAgain' | 'readAgain'> {
  const retry = (key: string, act: (entry: DocumentEntry) => void): void => {
    const entry = entries.find((one) => one.key === key);
    if (entry === undefined) return;
    work.change(key, { failure: null });
    act({ ...entry, failure: null });
  };
  return {
    canSendAgain: (key) => work.holds(key),
    sendAgain: (key) => retry(key, (entry) => work.send(entry)),
    readAgain: (key) => retry(key, (entry) => work.read(entry)),
  };
}

function entryOf({ name, bytes }: { name: string; bytes: number }): DocumentEntry {
  const tooLarge = bytes > DOCUMENT_LIMITS.fileBytes;
  return {
    key: crypto.getRandomValues(new Uint32Array(2)).join('-'),
    ...{ name, bytes, attachment: null, extraction: null },
    failure: tooLarge
      ? failure('document-too-large', `It has ${Math.ceil(bytes / 1_000_000)} MB; at most 100 MB are taken.`)
      : null,
  };
}

type Change = (key: string, changes: Partial<DocumentEntry>) => void;

/** Sends and reads documents, a few at a time. */
class DocumentWork {
  change: Change = () => {};
  tell: (key: string, progress: DocumentProgress | null) => void = () => {};
  readonly #running = new Map<string, AbortController>();
  readonly #sending = new Lane();
  readonly #reading = new Lane();
  /** Files that are not sent yet; a reload loses them. */
  readonly #files = new Map<string, File>();

  takeUp(entry: DocumentEntry): void {
    if (entry.attachment !== null && entry.extraction === null && entry.failure === null) this.read(entry);
    if (entry.attachment === null && entry.failure === null) {
      const words = 'The page was left before it was sent.';
      this.change(entry.key, { failure: failure('cancelled', words, { remedy: 'Remove it, and choose it again.' }) });
    }
  }

  holds(key: string): boolean {
    return this.#files.has(key);
  }

  send(entry: DocumentEntry, file = this.#files.get(entry.key)): void {
    if (file === undefined || entry.failure !== null) return;
    const { key, name } = entry;
    this.#files.set(key, file);
    this.#begin(this.#sending, key, async (signal) => {
      const attachment = await sendFile(file, { name, signal, onProgress: (sent) => this.tell(key, { sent }) });
      this.#files.delete(key);
      this.change(key, { attachment });
      this.read({ ...entry, attachment });
    });
  }

  read(entry: DocumentEntry): void {
    this.#begin(this.#reading, entry.key, (signal) => this.#readNow(entry, signal));
  }

  stop(key: string): void {
    this.#running.get(key)?.abort();
    this.#running.delete(key);
    this.#files.delete(key);
  }

  stopAll(): void {
    for (const key of [...this.#running.keys(), ...this.#files.keys()]) this.stop(key);
  }

  async #readNow({ key, name, attachment }: DocumentEntry, signal: AbortSignal): Promise<void> {
    if (attachment === null) return;
    this.tell(key, { passages: 0, rows: 0 });
    for (;;) {
      const answer = await instance.extraction(attachment.artifact.sha256, name, signal);
      if (answer.status === 'reading') {
        this.tell(key, answer.progress ?? { passages: 0, rows: 0 });
        continue;
      }
      const extraction = answer.status === 'read' ? withoutPreview(answer) : answer;
      return this.change(key, { extraction });
    }
  }

  #begin(lane: Lane, key: string, act: (signal: AbortSignal) => Promise<void>): void {
    const control = new AbortController();
    this.#running.set(key, control);
    lane.add(async () => {
      if (control.signal.aborted) return;
      try {
        await act(control.signal);
      } catch (error) {
        if (!control.signal.aborted) this.change(key, { failure: failureOf(error) });
      } finally {
        if (this.#running.get(key) === control) {
          this.#running.delete(key);
          this.tell(key, null);
        }
      }
    });
  }
}

/** Does what is added in its order, a few at a time. */
class Lane {
  readonly #waiting: (() => Promise<void>)[] = [];
  #busy = 0;

  add(act: () => Promise<void>): void {
    this.#waiting.push(act);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy >= AT_ONCE) return;
    this.#busy += 1;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) await next();
    this.#busy -= 1;
  }
}

function withoutPreview<Read extends { preview: string }>({ preview: _, ...rest }: Read): Omit<Read, 'preview'> {
  return rest;
}

function failureOf(error: unknown) {
  return error instanceof DossierError ? error.failure : failure('internal', 'The page could not do it.');
}
