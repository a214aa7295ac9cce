import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { sha256OfJson } from '../../../../contract/hash.ts';
import type { SampleAnswer } from '../../../../contract/sample-api.ts';
import { instance } from '../../app/instance.ts';
import { useKept } from '../../components/use-kept.ts';
import { type Draft, draftSchema, EMPTY_DRAFT, requestOf, type Written } from './draft.ts';
import { faultsOf } from './faults.ts';
import { useDocuments } from './use-documents.ts';

/** The form of a new report: what is written, what is wrong with it, and sending it. */
export function useNewReport() {
  const { value: draft, keep, clear, isKept } = useKept<Draft>('new-report', draftSchema, EMPTY_DRAFT);
  const sources = useDocuments('new-report documents');
  const checked = useDocuments('new-report checked', 1);
  const [tries, setTries] = useState(0);
  const written: Written = { draft, sources: sources.entries, checked: checked.entries };
  const faults = tries === 0 ? [] : faultsOf(written);
  const set = (changes: Partial<Draft>): void =>
    keep((before) => ({ ...before, ...changes, salt: before.salt || newSalt() }));
  const empty = (): void => {
    clear();
    sources.clear();
    checked.clear();
    setTries(0);
  };
  const start = useStart(written, empty);
  const sample = useMutation({
    mutationFn: () => instance.sample(),
    onSuccess: (answer) => {
      empty();
      keep(() => draftOfSample(answer));
      sources.takeStored(answer.attachments);
    },
  });
  const isEmpty = !isKept && sources.entries.length === 0 && checked.entries.length === 0;
  return {
    draft,
    set,
    sources,
    checked,
    written,
    faults,
    tries,
    start,
    sample,
    isEmpty,
    empty,
    tried: () => setTries((count) => count + 1),
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

function newSalt(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
