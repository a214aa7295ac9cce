import { getRouteApi, Link } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { ViewAnswer } from '../../../../contract/api.ts';
import { DossierError } from '../../../../contract/failures.ts';
import { titleOf } from '../../../../contract/state/listed.ts';
import { useLiveJob } from '../../app/live.ts';
import { useJobView } from '../../app/use-job-view.ts';
import { Empty } from '../../components/empty.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { late } from '../../components/late.tsx';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { type TabOf, Tabs } from '../../components/tabs.tsx';
import { JobActions } from './header/job-actions.tsx';
import { JobHeader } from './header/job-header.tsx';
import { JobNow } from './header/job-now.tsx';
import './job.css';
import { JOB_TABS, type JobTab } from './job-search.ts';

const route = getRouteApi('/jobs/$id');

/** What every tab of a job is given. */
export interface JobTabProps {
  answer: ViewAnswer;
}

const TABS: Record<JobTab, { label: string; Content: ComponentType<JobTabProps> }> = {
  progress: {
    label: 'Progress',
    Content: late('the steps', async () => (await import('./progress/progress-tab.tsx')).ProgressTab),
  },
  report: {
    label: 'Report',
    Content: late('the report', async () => (await import('./report/report-tab.tsx')).ReportTab),
  },
  sources: {
    label: 'Sources',
    Content: late('the sources', async () => (await import('./sources/sources-tab.tsx')).SourcesTab),
  },
  calls: {
    label: 'Model calls',
    Content: late('the model calls', async () => (await import('./calls/calls-tab.tsx')).CallsTab),
  },
  history: {
    label: 'History',
    Content: late('the history', async () => (await import('./history/history-tab.tsx')).HistoryTab),
  },
  audit: {
    label: 'Audit',
    Content: late('the audit', async () => (await import('./audit/audit-tab.tsx')).AuditTab),
  },
};

/** The page of one job: where it stands, what it asks of a person, and its tabs. */
export function JobScreen() {
  const { id } = route.useParams();
  const job = useJobView(id);
  if (job.data !== undefined) return <OneJob key={id} answer={job.data} />;
  const isUnknown =
    job.error instanceof DossierError && ['job-not-found', 'not-found', 'request-invalid'].includes(job.error.code);
  return (
    <Page title={isUnknown ? 'No such job' : 'Job'}>
      {job.isPending && <Loading what="the job" />}
      {job.error !== null && !isUnknown && <FailureNotice error={job.error} title="The job could not be read" />}
      {isUnknown && (
        <Empty title={`There is no job ${id}`}>
          <Link to="/jobs" search={{ query: id }} className="button">
            Search for it
          </Link>
        </Empty>
      )}
    </Page>
  );
}

function OneJob({ answer }: { answer: ViewAnswer }) {
  const { view } = answer;
  const { tab = view.status === 'done' ? 'report' : 'progress' } = route.useSearch();
  const navigate = route.useNavigate();
  useLiveJob(view.id, view.endedAt === null);
  const tabs: TabOf<JobTab>[] = JOB_TABS.map((key) => {
    const { label, Content } = TABS[key];
    return { key, label, content: () => <Content answer={answer} /> };
  });
  return (
    <Page
      title={titleOf({ question: view.question, artifacts: view.artifacts, bases: [] })}
      actions={<JobActions view={view} />}
    >
      <JobHeader answer={answer} />
      <JobNow answer={answer} />
      <Tabs
        label="About this job"
        tabs={tabs}
        chosen={tab}
        onChoose={(chosen) => void navigate({ search: (before) => ({ ...before, tab: chosen }) })}
      />
    </Page>
  );
}
