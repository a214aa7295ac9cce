import { getRouteApi } from '@tanstack/react-router';
import { claimsOf } from '../../../../../contract/draft/blocks.ts';
import { counted } from '../../../components/count.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { Notice } from '../../../components/notice.tsx';
import { type DocumentData, useDocument } from '../../document/document-data.ts';
import { DraftView } from '../../document/draft-view.tsx';
import { SourcePanel } from '../../source/source-panel.tsx';
import type { JobTabProps } from '../job-screen.tsx';
import { Contents } from './contents.tsx';
import { Exports } from './exports.tsx';
import { Findings } from './findings.tsx';
import './report.css';

const route = getRouteApi('/jobs/$id');

/** While it waits, the same draft stands in the panel above. */
const SCOPE = 'report-';

/** The report, or the draft that it becomes: to read, and to follow each mark to the words it rests on. */
export function ReportTab({ answer: { view } }: JobTabProps) {
  const { draft, verification } = view.artifacts;
  const { data, error, isPending } = useDocument(view, draft, verification);
  const { evidence } = route.useSearch();
  const navigate = route.useNavigate();
  const openEvidence = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, evidence: id }), replace: true, resetScroll: false });
  if (draft === undefined) {
    return <Empty title="There is no draft yet">It stands here as soon as it is written.</Empty>;
  }
  if (isPending) return <Loading what="the report" />;
  if (error !== null) return <FailureNotice error={error} title="The report could not be read" />;
  const isOpen = evidence !== undefined;
  return (
    <div className={`report ${isOpen ? 'report-with-source' : ''}`}>
      <div className="report-side">
        {view.status === 'done' && <Exports id={view.id} />}
        <Contents scope={SCOPE} draft={data.draft} />
      </div>
      <article className="report-text card" aria-label={data.draft.title}>
        <Verified data={data} isFinished={view.status === 'done'} />
        <DraftView scope={SCOPE} data={data} openEvidence={evidence} onOpenEvidence={openEvidence} />
        <Findings scope={SCOPE} findings={data.findings} onOpenEvidence={openEvidence} />
      </article>
      {isOpen && <SourcePanel id={evidence} data={data} onClose={() => openEvidence(undefined)} />}
    </div>
  );
}

/** How much of it was verified, in one line. */
function Verified({ data, isFinished }: { data: DocumentData; isFinished: boolean }) {
  const facts = claimsOf(data.draft).filter(({ kind }) => kind === 'fact');
  const good = facts.filter(({ id }) => data.verdicts.get(id)?.verdict === 'supported').length;
  const what = isFinished ? '' : ' of this draft';
  if (data.verdicts.size === 0) {
    return (
      <Notice kind="warning" title={`The ${counted(facts.length, 'factual sentence')}${what} are not verified yet`} />
    );
  }
  const title = `${good} of ${counted(facts.length, 'factual sentence')}${what} verified`;
  if (good === facts.length) return <Notice kind="good" title={title} />;
  return (
    <Notice kind="warning" title={title}>
      {facts.length - good} could not be; each says so where it stands.
    </Notice>
  );
}
