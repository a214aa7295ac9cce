import { getRouteApi } from '@tanstack/react-router';
import type { JobTabProps } from '../job-screen.tsx';
import { Acts } from './acts.tsx';
import { Asked } from './asked.tsx';
import '../../approval/approval.css';
import './audit.css';
import { Decisions } from './decisions.tsx';
import { VersionDialog } from './version-dialog.tsx';

const route = getRouteApi('/jobs/$id');

/** What people answer for: decisions with the version that each binds, questions with their answers, and whatever else somebody did to the job. */
export function AuditTab({ answer: { view } }: JobTabProps) {
  const { version } = route.useSearch();
  const navigate = route.useNavigate();
  const open = (sha256: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, version: sha256 }), replace: true, resetScroll: false });
  return (
    <div className="audit">
      <Decisions view={view} onOpen={open} />
      <Asked view={view} />
      <Acts view={view} />
      <VersionDialog view={view} sha256={version} onClose={() => open(undefined)} />
    </div>
  );
}
