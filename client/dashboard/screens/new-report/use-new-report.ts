import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { sha256OfJson } from '../../../../contract/hash.ts';
import type { SampleAnswer } from '../../../../contract/sample-api.ts';
import { instance } from '../../app/instance.ts';
import { useKept } from '../../components/use-kept.ts';
import { isOnItsWay } from './document-entry.ts';
import { type Draft, draftSchema, EMPTY_DRAFT, requestOf, type Written } from './draft.ts';
import { faultsOf } from './faults.ts';
import { useDocuments } from './use-documents.ts';

/** The form of a new report: what is written, what is wrong with it, and sending it. */
export function useNewReport() {
  const { value: draft, keep, clear, isKept } = useKept<Draft>('new-report', draftSchema, EMPTY_DRAFT);
  const sources = useDocuments('new-report documents');
  const checked = useDocuments('new-report checked', 1);
  const written: Written = { draft, sources: sources.entries, checked: checked.entries };
  const empty = (): void => {
    clear();
    sources.clear();
    checked.clear();
    sending.reset();
  };
  const start = useStart(written, empty);
  const sending = useSending(written, start);
  const sample = useMutation({
    mutationFn: () => instance.sample(),
    onSuccess: (answer) => {
      empty();
      keep(() => draftOfSample(answer));
      sources.takeStored(answer.attachments);
    },
  });
  return {
    ...{ draft, sources, checked, written, start, sending, sample, empty },
    set: (changes: Partial<Draft>): void =>
      keep((before) => ({ ...before, ...changes, salt: before.salt || newSalt() })),
    isEmpty: !isKept && sources.entries.length === 0 && checked.entries.length === 0,
  };
}

function draftOfSample({ question, audience, length, risk, tags }: SampleAnswer): Draft {
  return { ...EMPTY_DRAFT, question, audience, length, risk, tags: tags.join(', '), salt: newSalt() };
}

/** Starting it. Whoever presses twice, or after an answer that was lost, gets the same job; whoever asks for the same another time, another one. */
function useStart(written: Written, onStarted: () => void) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const request = requestOf(written);
      return instance.start(request, sha256OfJson({ salt: written.draft.salt, request }));
    },
    onSuccess: ({ job }) => {
      onStarted();
      void queries.invalidateQueries({ queryKey: ['jobs'] });
      void navigate({ to: '/jobs/$id', params: { id: job.id }, search: {} });
    },
  });
}

/** From the press of the button to the start: what is wrong is said, what is still on its way is waited for. */
function useSending(written: Written, { mutate, reset }: ReturnType<typeof useStart>) {
  const [tries, setTries] = useState(0);
  const [isAsked, ask] = useState(false);
  const { draft, sources, checked } = written;
  const faults = tries === 0 ? [] : faultsOf(written);
  const onTheirWay = [...sources, ...(draft.kind === 'check' ? checked : [])].filter(isOnItsWay).length;
  const isDue = isAsked && onTheirWay === 0;
  const isInOrder = faults.length === 0;
  useEffect(() => {
    if (!isDue) return;
    ask(false);
    // What came meanwhile, such as a document that was refused, is told as if the button was pressed now.
    if (isInOrder) mutate();
    else setTries((count) => count + 1);
  }, [isDue, isInOrder, mutate]);
  return {
    ...{ faults, tries, onTheirWay },
    isWaiting: isAsked && onTheirWay > 0,
    send: (): void => {
      reset();
      setTries((count) => count + 1);
      ask(faultsOf(written).length === 0);
    },
    stopWaiting: () => ask(false),
    reset: (): void => {
      setTries(0);
      ask(false);
    },
  };
}

function newSalt(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
