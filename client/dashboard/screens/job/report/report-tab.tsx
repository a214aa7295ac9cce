import { getRouteApi } from '@tanstack/react-router';
import { claimsOf } from '../../../../../contract/draft/blocks.ts';
import type { JobView } from '../../../../../contract/view.ts';
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
import { SignedBy } from './signed-by.tsx';
import { VersionChanges, VersionPicker } from './version-picker.tsx';
import { type Version, versionsOf } from './versions.ts';

const route = getRouteApi('/jobs/$id');

/** While it waits, the same draft stands in the panel above. */
const SCOPE = 'report-';
/** What is known of a version beside its hash. */
const EARLIER = { bytes: 0, mediaType: 'application/json', title: 'This version' };

/** The report, or the draft that it becomes: to read, to follow each mark to the words it rests on, and to compare with earlier versions. */
export function ReportTab({ answer: { view } }: JobTabProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const versions = versionsOf(view);
  const [newest] = versions;
  if (newest === undefined) {
    return <Empty title="There is no draft yet">It stands here as soon as it is written.</Empty>;
  }
  const find = (sha256: string | undefined): Version | undefined =>
    versions.find((version) => version.sha256 === sha256);
  // While another draft is written, none stands: what was decided about last is read.
  const standing = find(view.artifacts.draft?.sha256);
  const shown = find(search.draft) ?? newest;
  const against = find(search.against === shown.sha256 ? undefined : search.against);
  const go = (changes: Pick<typeof search, 'draft' | 'against'>): void =>
    void navigate({ search: (before) => ({ ...before, evidence: undefined, ...changes }), resetScroll: false });
  const [newer, older] = versions.filter((version) => version === shown || version === against);
  return (
    <div className="stack">
      {versions.length > 1 && (
        <VersionPicker
          {...{ versions, standing, shown, against }}
          onShow={(sha256) => go({ draft: sha256 === newest.sha256 ? undefined : sha256 })}
          onCompare={(sha256) => go({ against: sha256 })}
        />
      )}
      {newer !== undefined && older !== undefined ? (
        <VersionChanges older={older} newer={newer} />
      ) : (
        <Reading key={shown.sha256} view={view} shown={shown} isStanding={shown === standing} />
      )}
    </div>
  );
}

/** One version, to read. */
function Reading({ view, shown, isStanding }: { view: JobView; shown: Version; isStanding: boolean }) {
  const ref = isStanding ? view.artifacts.draft : { ...EARLIER, sha256: shown.sha256 };
  // Verdicts are about the draft that stands.
  const { data, error, isPending } = useDocument(view, ref, isStanding ? view.artifacts.verification : undefined);
  const { evidence } = route.useSearch();
  const navigate = route.useNavigate();
  const openEvidence = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, evidence: id }), replace: true, resetScroll: false });
  if (isPending) return <Loading what="the report" />;
  if (error !== null) return <FailureNotice error={error} title="The report could not be read" />;
  const isOpen = evidence !== undefined;
  const isDone = view.status === 'done';
  return (
    <div className={`report ${isOpen ? 'report-with-source' : ''}`}>
      <div className="report-side">
        {isDone && isStanding && <Exports id={view.id} />}
        <Contents scope={SCOPE} draft={data.draft} />
      </div>
      <article className="report-text card" aria-label={data.draft.title}>
        {isStanding ? (
          <Verified data={data} isFinished={isDone} />
        ) : (
          <Notice
            kind="warning"
            title={
              view.artifacts.draft === undefined
                ? 'The next version is not written yet'
                : 'This is not the version that stands'
            }
          >
            Its marks lead to its sources; what was verified is told of the version that stands.
          </Notice>
        )}
        {isDone && isStanding && <SignedBy view={view} />}
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
