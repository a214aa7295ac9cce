import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { ApprovalsMark, CostsMark, JobsMark, SettingsMark } from '../components/icons.tsx';
import icon from '../icon.svg';
import { Banners } from './banners.tsx';
import { ConnectionMark } from './connection-mark.tsx';
import { GlobalSearch } from './global-search.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { SignIn } from './sign-in.tsx';
import { useApprovalCount } from './use-approval-count.ts';
import { useFocusKept } from './use-focus-kept.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** What every screen stands in: rail, top bar, banners and the main part; the sign-in where nobody is signed in. */
export function Shell() {
  const signedOut = useQuery({ queryKey: ['signed-out'], queryFn: () => false, staleTime: Number.POSITIVE_INFINITY });
  if (signedOut.data === true) return <SignIn />;
  return <SignedIn />;
}

function SignedIn() {
  const main = useFocusOnNavigation();
  useFocusKept();
  const navigate = useNavigate();
  useShortcuts({
    'g j': () => void navigate({ to: '/jobs', search: {} }),
    'g a': () => void navigate({ to: '/approvals', search: {} }),
    'g c': () => void navigate({ to: '/costs', search: {} }),
    n: () => void navigate({ to: '/jobs/new' }),
  });
  return (
    <div className="shell">
      {/* biome-ignore lint/a11y/useValidAnchor: it leads to a place; the page has a base of its own, which a bare #place would lead to. */}
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <Rail />
      <header className="top-bar">
        <GlobalSearch />
        <ConnectionMark />
        <ShortcutHelp />
        <Link to="/jobs/new" className="button button-primary">
          New report
        </Link>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Banners />
        <Outlet />
      </main>
    </div>
  );
}

function Rail() {
  const waiting = useApprovalCount();
  return (
    <nav className="rail" aria-label="Main">
      <Link to="/jobs" search={{}} className="rail-brand">
        <img src={icon} alt="" width="24" height="24" />
        <span>Dossier</span>
      </Link>
      <Link to="/jobs" search={{}} className="rail-link">
        <JobsMark />
        <span>Jobs</span>
      </Link>
      <Link to="/approvals" search={{}} className="rail-link">
        <ApprovalsMark />
        <span>Approvals</span>
        {waiting > 0 && (
          <span className="badge">
            {waiting}
            <span className="visually-hidden"> waiting</span>
          </span>
        )}
      </Link>
      <Link to="/costs" search={{}} className="rail-link">
        <CostsMark />
        <span>Costs</span>
      </Link>
      <Link to="/settings" className="rail-link">
        <SettingsMark />
        <span>Settings</span>
      </Link>
    </nav>
  );
}

/** Whoever reads by keyboard or ear begins a new screen at its heading, as after a page load. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  // What was asked for first may still be on its way when somebody goes on.
  const asked = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(asked);
  useEffect(() => {
    if (path === undefined) return;
    if (before.current !== path) {
      const heading = main.current?.querySelector('h1');
      (heading ?? main.current)?.focus();
    }
    before.current = path;
  }, [path]);
  return main;
}
