import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { z } from 'zod';
import { printDraftMarkdown } from '../../../../../contract/draft/print-markdown.ts';
import { Field } from '../../../components/field.tsx';
import { useKept } from '../../../components/use-kept.ts';
import type { DocumentData } from '../../document/document-data.ts';
import { DraftView } from '../../document/draft-view.tsx';
import { SourcePanel } from '../../source/source-panel.tsx';
import { keptName, wholeComment, whyNotApproved } from '../decision-form.ts';
import type { GateProps } from '../open-gate.tsx';
import './edit.css';
import { EditActions } from './edit-actions.tsx';
import { asPreview, type ReadEdited, readEdited } from './read-edited.ts';

const textSchema = z.string();

/** The draft as Markdown to change, with what becomes of it beside; the text is kept over a reload until it is sent or discarded. */
export function DraftEditor({ data, ...props }: GateProps & { data: DocumentData }) {
  const { view, gate, form, decide, edit } = props;
  const original = useMemo(() => printDraftMarkdown(data.draft), [data.draft]);
  const kept = useKept(keptName('edit', view, gate), textSchema, original);
  const late = useDeferredValue(kept.value);
  const evidence = useMemo(
    () => (view.artifacts.notes === undefined ? null : new Set(data.evidence.keys())),
    [data.evidence, view.artifacts.notes],
  );
  const result = useMemo(() => readEdited(late, data.draft, evidence), [late, data.draft, evidence]);
  const isChanged = kept.value !== original;
  // A finding about a sentence that is not there any more is answered by the edit; what was changed is verified again.
  const left = data.findings.filter(({ claimId }) => claimId === null || stands(result, data, claimId));
  const send = (): void =>
    decide.mutate(
      { decision: 'edit', editedMarkdown: kept.value, comment: wholeComment(form.said) },
      { onSuccess: kept.clear },
    );
  return (
    <>
      <div className="draft-editor">
        <Source text={kept.value} onChange={(text) => kept.keep(() => text)} result={result} />
        <Preview data={data} result={result} />
      </div>
      <EditActions
        decide={decide}
        form={form}
        barred={isChanged ? (result.fault?.words ?? whyNotApproved(left, form.said)) : 'Nothing is changed yet.'}
        summary={result.fault === null ? summaryOf(result) : ''}
        isChanged={isChanged}
        onSend={send}
        onBack={() => edit(false)}
        onDiscard={kept.clear}
      />
    </>
  );
}

function stands(result: ReadEdited, { draft }: DocumentData, claimId: string): boolean {
  if (result.draft === null) return true;
  // A finding may be about a source, which no edit takes away.
  const has = (text: string): boolean => text.includes(`"id":${JSON.stringify(claimId)}`);
  return !has(JSON.stringify(draft)) || has(JSON.stringify(result.draft));
}

function summaryOf({ changed, removed }: Extract<ReadEdited, { fault: null }>): string {
  const parts = [
    changed > 0 ? `${changed} new or changed, to be verified again` : '',
    removed > 0 ? `${removed} of the draft gone or replaced` : '',
  ].filter(Boolean);
  return parts.length === 0 ? 'No sentence is changed.' : `Sentences: ${parts.join('; ')}.`;
}

function Source({ text, onChange, result }: { text: string; onChange(text: string): void; result: ReadEdited }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { fault } = result;
  const goTo = (line: number): void => {
    const lines = text.split('\n');
    const from = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    area.current?.blur();
    area.current?.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    area.current?.focus();
  };
  return (
    <div className="editor-source">
      <Field
        label="The draft as Markdown"
        hint="One sentence a line; marks such as [^e1] are its evidence and stay behind it."
        error={fault?.words}
      >
        {(props) => (
          <textarea
            {...props}
            ref={area}
            // biome-ignore lint/a11y/noAutofocus: the editor stands where the button was pressed.
            autoFocus
            spellCheck
            className="editor-text"
            value={text}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
      {fault !== null && (
        <button type="button" className="link-button" onClick={() => goTo(fault.line)}>
          Go to line {fault.line}
        </button>
      )}
    </div>
  );
}

function Preview({ data, result }: { data: DocumentData; result: ReadEdited }) {
  const [shown, setShown] = useState(result.draft ?? data.draft);
  const [evidence, openEvidence] = useState<string>();
  // While a line is wrong, what stood before it stays in view.
  if (result.draft !== null && result.draft !== shown) setShown(result.draft);
  const preview = useMemo(() => asPreview(data, shown), [data, shown]);
  return (
    <div className="editor-preview">
      <h3>Preview</h3>
      {evidence === undefined ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by keys.
        <section className="approval-frame" aria-label="Preview" tabIndex={0}>
          <h3 className="document-title">{preview.draft.title}</h3>
          <DraftView data={preview} openEvidence={evidence} onOpenEvidence={openEvidence} headingLevel={3} />
        </section>
      ) : (
        <SourcePanel id={evidence} data={preview} onClose={() => flushSync(() => openEvidence(undefined))} />
      )}
    </div>
  );
}
