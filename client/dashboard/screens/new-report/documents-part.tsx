import { Field } from '../../components/field.tsx';
import { READABLE } from './document-entry.ts';
import { DocumentList } from './document-list.tsx';
import { DropZone } from './drop-zone.tsx';
import type { PartProps } from './part.ts';
import { Place } from './place.tsx';
import type { Documents } from './use-documents.ts';

/** The documents and web pages that the report rests on; of a check, also the document itself. */
export function DocumentsPart({
  draft,
  set,
  faultOf,
  sources,
  checked,
}: PartProps & { sources: Documents; checked: Documents }) {
  const documentsFault = faultOf('documents');
  return (
    <section className="card stack" aria-labelledby="new-report-documents-title">
      <h2 id="new-report-documents-title">
        {draft.kind === 'report' ? 'What may it rest on?' : 'Document and sources'}
      </h2>
      {draft.kind === 'check' && <CheckedDocument fault={faultOf('checked')} checked={checked} />}
      <Place of="documents">
        <div className="field">
          <h3>{draft.kind === 'report' ? 'Documents' : 'Sources'}</h3>
          <DropZone label="Choose files" isMany isInvalid={documentsFault !== undefined} onFiles={sources.add}>
            {READABLE}. At most 2,000 files of 100 MB each, 1 GB together.
          </DropZone>
          {documentsFault !== undefined && <p className="field-error">{documentsFault}</p>}
          <DocumentList documents={sources} label={draft.kind === 'report' ? 'Documents' : 'Sources'} />
        </div>
      </Place>
      <Place of="links">
        <Field
          label="Web pages (optional)"
          hint="Addresses, one a line, at most 50. The job keeps a snapshot of each; it does not follow their links."
          error={faultOf('links')}
        >
          {(props) => (
            <textarea
              {...props}
              rows={2}
              value={draft.links}
              placeholder="https://"
              spellCheck={false}
              onChange={({ target }) => set({ links: target.value })}
            />
          )}
        </Field>
      </Place>
    </section>
  );
}

function CheckedDocument({ fault, checked }: { fault: string | undefined; checked: Documents }) {
  return (
    <Place of="checked">
      <div className="field">
        <h3>Document to check</h3>
        {checked.entries.length === 0 && (
          <DropZone label="Choose the document" isMany={false} isInvalid={fault !== undefined} onFiles={checked.add}>
            {READABLE}; at most 100 MB. It is no evidence for itself.
          </DropZone>
        )}
        {fault !== undefined && <p className="field-error">{fault}</p>}
        <DocumentList documents={checked} label="Document to check" />
      </div>
    </Place>
  );
}
