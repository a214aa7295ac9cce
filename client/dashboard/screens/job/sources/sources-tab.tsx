import { getRouteApi, Link } from '@tanstack/react-router';
import type { Source } from '../../../../../contract/evidence/source.ts';
import { Count, counted } from '../../../components/count.tsx';
import { Empty } from '../../../components/empty.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { Notice } from '../../../components/notice.tsx';
import type { DocumentData } from '../../document/document-data.ts';
import { OriginWords } from '../../source/origin-words.tsx';
import { SourcePanel } from '../../source/source-panel.tsx';
import type { JobTabProps } from '../job-screen.tsx';
import { type Cited, citedIn } from './cited.ts';
import { CitedPassage } from './cited-passage.tsx';
import './sources.css';
import { Unused } from './unused-evidence.tsx';
import { useSources } from './use-sources.ts';

const route = getRouteApi('/jobs/$id');

/** All sources of a job: those that the report cites first, with what cites them; then those that were read and not cited. */
export function SourcesTab({ answer: { view } }: JobTabProps) {
  const { data, error, isPending } = useSources(view);
  const { evidence } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (id: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, evidence: id }), replace: true, resetScroll: false });
  if (view.artifacts.sources === undefined) {
    return <Empty title="No document has been read yet">Sources stand here as soon as they are read.</Empty>;
  }
  if (isPending) return <Loading what="the sources" />;
  if (error !== null) return <FailureNotice error={error} title="The sources could not be read" />;
  const cited = citedIn(data);
  const all = [...data.sources.values()];
  const [used, unused, unreadable] = [
    all.filter((source) => source.status === 'read' && cited.has(source.id)),
    all.filter((source) => source.status === 'read' && !cited.has(source.id)),
    all.filter((source) => source.status === 'unreadable'),
  ];
  return (
    <div className={evidence === undefined ? 'sources' : 'sources sources-with-panel'}>
      <div className="stack">
        <Group title="Cited" sources={used} jobId={view.id} data={data} cited={cited} onOpen={open} />
        <Group title="Could not be read" sources={unreadable} jobId={view.id} data={data} cited={cited} onOpen={open} />
        <Group title="Read, not cited" sources={unused} jobId={view.id} data={data} cited={cited} onOpen={open} />
        <Unused data={data} onOpen={open} />
      </div>
      {evidence !== undefined && <SourcePanel id={evidence} data={data} onClose={() => open(undefined)} />}
      <p className="muted small">
        <Link to="/jobs/$id" params={{ id: view.id }} search={{ tab: 'report' }}>
          To the report
        </Link>
      </p>
    </div>
  );
}

interface GroupProps {
  jobId: string;
  data: DocumentData;
  cited: ReadonlyMap<string, Cited[]>;
  onOpen(id: string): void;
}

function Group({ title, sources, ...props }: GroupProps & { title: string; sources: readonly Source[] }) {
  if (sources.length === 0) return null;
  return (
    <section className="stack">
      <h2>
        {title} <Count of={sources.length} />
      </h2>
      {sources.map((source) => (
        <SourceCard key={source.id} source={source} {...props} />
      ))}
    </section>
  );
}

function SourceCard({ jobId, source, data, cited, onOpen }: GroupProps & { source: Source }) {
  return (
    <article className="card source-card">
      <h3>{source.title}</h3>
      <p className="muted small row">
        <OriginWords source={source} />
        {source.status === 'read' && (
          <span>
            {counted(source.passageCount, 'passage')}
            {source.tables.length > 0 && `, ${counted(source.tables.length, 'table')}`}
          </span>
        )}
      </p>
      {source.status === 'unreadable' && (
        <Notice kind="warning" title={source.failure.message}>
          {source.failure.remedy}
        </Notice>
      )}
      {source.status === 'read' &&
        source.remarks?.map((remark) => (
          <p key={remark} className="small muted">
            {remark}
          </p>
        ))}
      <ul className="cited">
        {(cited.get(source.id) ?? []).map((one) => (
          <CitedPassage key={one.evidence.id} jobId={jobId} cited={one} data={data} onOpen={onOpen} />
        ))}
      </ul>
    </article>
  );
}
