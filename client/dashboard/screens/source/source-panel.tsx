import { useEffect, useLayoutEffect, useRef } from 'react';
import type { Evidence } from '../../../../contract/evidence/evidence.ts';
import { describeLocator } from '../../../../contract/evidence/locator.ts';
import type { Source } from '../../../../contract/evidence/source.ts';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import type { DocumentData } from '../document/document-data.ts';
import { VerdictMark } from '../document/verdict-mark.tsx';
import { OriginWords } from './origin-words.tsx';
import { PageView } from './page-view.tsx';
import { PassageList } from './passage-list.tsx';
import { QueryResult } from './query-result.tsx';
import './source.css';

/** The source that a piece of evidence rests on, opened at the words. Esc, or the button, goes back to the mark that led here. */
export function SourcePanel({ id, data, onClose }: { id: string; data: DocumentData; onClose(): void }) {
  const panel = useRef<HTMLElement>(null);
  const evidence = data.evidence.get(id);
  const source = evidence === undefined ? undefined : data.sources.get(evidence.sourceId);
  const cameFrom = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another piece of evidence begins at its top; its list goes to the quoted words then.
  useLayoutEffect(() => {
    if (panel.current !== null) panel.current.scrollTop = 0;
  }, [id]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another piece of evidence takes the focus again.
  useEffect(() => {
    const { activeElement: from } = document;
    if (from instanceof HTMLElement && from !== document.body && panel.current?.contains(from) === false)
      cameFrom.current = from;
    panel.current?.focus({ preventScroll: true });
  }, [id]);
  const close = (): void => {
    onClose();
    // The same evidence may stand behind several sentences: back is to the mark that was left, where it is still there.
    const from = cameFrom.current;
    const mark = document.querySelector<HTMLElement>(`[data-citation="${CSS.escape(id)}"]`);
    (from?.isConnected === true ? from : mark)?.focus();
  };
  return (
    <aside
      ref={panel}
      className="source-panel card"
      aria-label={`Source of evidence ${id.slice(1)}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className="source-head">
        <h2>{source?.title ?? 'Evidence'}</h2>
        <Button kind="quiet" aria-label="Close the source" onClick={close}>
          ×
        </Button>
      </div>
      {evidence === undefined || source === undefined ? (
        <Notice kind="warning" title="This evidence is not among the notes of the job" />
      ) : (
        <Opened key={id} evidence={evidence} source={source} data={data} />
      )}
    </aside>
  );
}

function Opened({ evidence, source, data }: { evidence: Evidence; source: Source; data: DocumentData }) {
  const used = [...data.verdicts.values()].find(({ claimId }) => restsOn(data, claimId, evidence.id));
  return (
    <>
      <p className="row small">
        <span className="muted">{describeLocator(evidence.locator)}</span>
        <OriginWords source={source} />
        {used !== undefined && <VerdictMark verdict={used.verdict} />}
      </p>
      {evidence.query !== null && <QueryResult query={evidence.query} />}
      {source.status === 'unreadable' && (
        <Notice kind="warning" title="This source could not be read">
          {source.failure.message}
        </Notice>
      )}
      {source.status === 'read' && evidence.locator.kind === 'page' && (
        <PageView title={source.title} sha256={source.sha256} page={evidence.locator.page} quote={evidence.quote} />
      )}
      {source.status === 'read' && evidence.query === null && (
        <PassageList
          source={source}
          passageId={evidence.passageId}
          quote={evidence.quote}
          staysAtTop={evidence.locator.kind === 'page'}
        />
      )}
    </>
  );
}

function restsOn({ draft }: DocumentData, claimId: string, evidenceId: string): boolean {
  return draft.blocks.some((block) => {
    if (block.type === 'table')
      return block.rows.some(({ id, evidence }) => id === claimId && evidence.includes(evidenceId));
    if (block.type === 'heading' || block.type === 'figure') return false;
    const sentences = block.type === 'list' ? block.items.flat() : block.sentences;
    return sentences.some(({ id, evidence }) => id === claimId && evidence.includes(evidenceId));
  });
}
