import { useState } from 'react';
import { flushSync } from 'react-dom';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { late } from '../../components/late.tsx';
import { Loading } from '../../components/loading.tsx';
import { type TabOf, Tabs } from '../../components/tabs.tsx';
import { type DocumentData, useDocument } from '../document/document-data.ts';
import { DraftView } from '../document/draft-view.tsx';
import { SourcePanel } from '../source/source-panel.tsx';
import { Checklist } from './checklist.tsx';
import { Corrections } from './corrections.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { reviewedBefore } from './gate-words.ts';
import type { GateProps } from './open-gate.tsx';
import { Questions } from './questions/questions.tsx';

const DraftEditor = late('the editor', async () => (await import('./edit/draft-editor.tsx')).DraftEditor);
const DraftChanges = late('what changed', async () => (await import('./changes/draft-changes.tsx')).DraftChanges);

type Shown = 'document' | 'changes' | 'corrections';

/** A draft that waits: the document, what was found wrong with it, what was asked about it, and the decision. */
export function DraftGate(props: GateProps) {
  const { data, error, isPending } = useDocument(props.view, props.gate.artifact, props.gate.beside);
  if (isPending) return <Loading what="the draft" />;
  if (error !== null) return <FailureNotice error={error} title="The draft could not be read" />;
  if (!props.isEditing) return <ReadDraft {...props} data={data} />;
  return <DraftEditor {...props} data={data} />;
}

function ReadDraft({ data, ...props }: GateProps & { data: DocumentData }) {
  const [shown, show] = useState<Shown>('document');
  const [evidence, openEvidence] = useState<string>();
  // A finding leads to its sentence, which stands in the document only.
  const toDocument = (): void => flushSync(() => show('document'));
  const toClaim = (id: string): void => {
    toDocument();
    const claim = document.getElementById(`claim-${id}`);
    claim?.setAttribute('tabindex', '-1');
    claim?.scrollIntoView({ block: 'center' });
    claim?.focus({ preventScroll: true });
  };
  const views = viewsOf(props, data, evidence, openEvidence);
  return (
    <>
      <div className="approval-body">
        <div className="approval-text">
          {views.length === 1 ? (
            views[0]?.content()
          ) : (
            <Tabs<Shown> label="What to look at" chosen={shown} onChoose={show} tabs={views} />
          )}
        </div>
        <div className="approval-side">
          {evidence === undefined ? (
            <Checklist data={data} form={props.form} onOpenEvidence={openEvidence} onShowSentence={toDocument} />
          ) : (
            <SourcePanel id={evidence} data={data} onClose={() => flushSync(() => openEvidence(undefined))} />
          )}
        </div>
        <div className="approval-questions">
          <Questions {...props} data={data} onOpenEvidence={openEvidence} onShowClaim={toClaim} />
        </div>
      </div>
      <DecisionBar {...props} findings={data.findings} />
    </>
  );
}

function viewsOf(
  { view, gate }: GateProps,
  data: DocumentData,
  evidence: string | undefined,
  openEvidence: (id: string) => void,
): TabOf<Shown>[] {
  const before = reviewedBefore(view, gate);
  const corrected = (data.draft.changes ?? []).filter(({ action }) => action !== 'kept');
  const framed = (label: string, content: React.ReactNode) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it by keys.
    <section className="approval-frame" aria-label={label} tabIndex={0}>
      {content}
    </section>
  );
  const document = (
    <>
      <h3 className="document-title">{data.draft.title}</h3>
      <DraftView data={data} openEvidence={evidence} onOpenEvidence={openEvidence} headingLevel={3} />
    </>
  );
  const changes = before !== undefined && (
    <DraftChanges view={view} before={before} draft={data.draft} sha256={gate.artifact.sha256} />
  );
  return [
    { key: 'document', label: 'Document', content: () => framed('The draft', document) },
    ...(before === undefined
      ? []
      : [{ key: 'changes' as const, label: 'What changed', content: () => framed('What changed', changes) }]),
    ...(corrected.length === 0
      ? []
      : [
          {
            key: 'corrections' as const,
            label: `Corrections (${corrected.length})`,
            content: () => framed('Corrections', <Corrections changes={corrected} onOpenEvidence={openEvidence} />),
          },
        ]),
  ];
}
