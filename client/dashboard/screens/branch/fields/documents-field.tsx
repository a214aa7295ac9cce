import { useMutation, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { sourceSetSchema } from '../../../../../contract/evidence/source.ts';
import { attachmentSchema } from '../../../../../contract/job-input.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Field } from '../../../components/field.tsx';
import { Loading } from '../../../components/loading.tsx';

/** Documents and pages that come and go. */
export const documentChangesSchema = z.object({
  add: z.array(attachmentSchema),
  remove: z.array(z.string()),
  addLinks: z.string(),
  removeLinks: z.array(z.string()),
});
export type DocumentChanges = z.infer<typeof documentChangesSchema>;
export const SAME_DOCUMENTS: DocumentChanges = { add: [], remove: [], addLinks: '', removeLinks: [] };

const ACCEPTED = '.pdf,.docx,.xlsx,.html,.htm,.md,.txt,.csv';

/** Documents to add and to leave out. Added ones are uploaded at once and taken in when the form is sent. */
export function DocumentsField({
  view,
  value,
  error,
  onChange,
}: {
  view: JobView;
  value: DocumentChanges;
  error: string | undefined;
  onChange(change: (before: DocumentChanges) => DocumentChanges): void;
}) {
  return (
    <div className="stack">
      <Present view={view} value={value} onChange={onChange} />
      <Added value={value} error={error} onChange={onChange} />
      <Field label="Web pages to add" hint="One address a line. Each is fetched once, when the job goes on.">
        {(props) => (
          <textarea
            {...props}
            rows={2}
            value={value.addLinks}
            onChange={(event) => onChange((before) => ({ ...before, addLinks: event.target.value }))}
          />
        )}
      </Field>
    </div>
  );
}

type Part = Pick<Parameters<typeof DocumentsField>[0], 'value' | 'onChange'>;

function Added({ value, error, onChange }: Part & { error: string | undefined }) {
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const { attachment } = await instance.upload(file, file.name);
        // One after the other, so that what arrived before a failure is kept.
        onChange((before) => ({ ...before, add: [...before.add, attachment] }));
      }
    },
  });
  return (
    <>
      <Field
        label="Documents to add"
        hint="PDF, DOCX, XLSX, HTML, Markdown, plain text or CSV; 100 MB a file."
        error={error}
      >
        {(props) => (
          <input
            {...props}
            type="file"
            multiple
            accept={ACCEPTED}
            disabled={upload.isPending}
            onChange={(event) => {
              upload.mutate([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        )}
      </Field>
      {upload.isPending && <Loading what="the documents up" />}
      {upload.error !== null && <FailureNotice error={upload.error} title="A document was not taken" />}
      <AddedList value={value} onChange={onChange} />
    </>
  );
}

function AddedList({ value, onChange }: Part) {
  if (value.add.length === 0) return null;
  const drop = (index: number): void =>
    onChange((before) => ({ ...before, add: before.add.filter((_, other) => other !== index) }));
  return (
    <ul className="plain-list" aria-label="Documents to be added">
      {value.add.map(({ artifact, name }, index) => (
        <li key={artifact.sha256} className="row">
          <span>{name}</span>
          <button type="button" className="text-button" aria-label={`Do not add ${name}`} onClick={() => drop(index)}>
            Do not add
          </button>
        </li>
      ))}
    </ul>
  );
}

function Present({ view, value, onChange }: Part & { view: JobView }) {
  const present = usePresent(view);
  if (present.length === 0) return null;
  const toggle = (list: 'remove' | 'removeLinks', name: string): void =>
    onChange((before) => {
      const rest = before[list].filter((one) => one !== name);
      return { ...before, [list]: rest.length === before[list].length ? [...rest, name] : rest };
    });
  return (
    <fieldset className="choice">
      <legend className="field-label">Documents of this job</legend>
      <p className="hint">Untick what is to be left out.</p>
      <div className="branch-documents">
        {present.map(({ name, list, words }) => (
          <label key={`${list} ${name}`} className="check">
            <input type="checkbox" checked={!value[list].includes(name)} onChange={() => toggle(list, name)} />
            <span>
              {name} {words !== '' && <span className="muted small">{words}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Documents and pages that the job has read, or could not read; none before the ingest step is done. */
function usePresent(view: JobView): { name: string; list: 'remove' | 'removeLinks'; words: string }[] {
  const ref = view.artifacts.sources;
  const { data } = useQuery({
    queryKey: ['artifact', 'source-set', ref?.sha256 ?? null],
    enabled: ref !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => sourceSetSchema.parse(await instance.artifactJson(ref?.sha256 ?? '')),
  });
  return (data?.sources ?? []).map(({ origin, status }) => ({
    name: origin.kind === 'web' ? origin.address : origin.name,
    list: origin.kind === 'web' ? ('removeLinks' as const) : ('remove' as const),
    words: status === 'unreadable' ? 'could not be read' : '',
  }));
}

/** The changes as the API takes them; empty where there are none. */
export function documentsWish({ add, remove, addLinks, removeLinks }: DocumentChanges) {
  const links = addLinks.split(/\s+/).filter((link) => link !== '');
  return {
    ...(add.length + remove.length > 0 && {
      documents: { add: add.map(({ artifact, name }) => ({ artifact, name })), remove },
    }),
    ...(links.length + removeLinks.length > 0 && { links: { add: links, remove: removeLinks } }),
  };
}
