import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedView } from '../../../../contract/views-api.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { late } from '../../components/late.tsx';
import { isSameSearch, type JobsSearch, setOf } from './jobs-search.ts';

// Few visits need them: the list itself is loaded first.
const SaveViewDialog = late(null, async () => (await import('./save-view-dialog.tsx')).SaveViewDialog);
const DeleteView = late(null, async () => (await import('./delete-view.tsx')).DeleteView);

/** Searches that somebody kept under a name, for everybody; the one that is looked at can be deleted. */
export function SavedViews({ search }: { search: JobsSearch }) {
  const { data, error } = useQuery({ queryKey: ['views'], queryFn: () => instance.savedViews() });
  // Once opened, a dialog stays mounted, so that the focus goes back to where it was.
  const [saving, save] = useState<'never' | 'open' | 'closed'>('never');
  const [deleted, askDelete] = useState<SavedView | null | undefined>(undefined);
  const views = data?.views ?? [];
  const current = views.find((view) => isSameSearch(view.search, search));
  const canBeSaved = current === undefined && Object.keys(setOf(search)).length > 0;
  return (
    <>
      {error !== null && <p className="small">Saved views could not be read.</p>}
      {(views.length > 0 || canBeSaved) && (
        <div className="row saved-views">
          {views.length > 0 && (
            <nav className="row" aria-label="Saved views">
              <span className="muted small" aria-hidden="true">
                Saved views
              </span>
              {views.map((view) => (
                <Link
                  key={view.name}
                  to="/jobs"
                  search={view.search}
                  activeOptions={{ exact: true }}
                  className="chip saved-view"
                  aria-current={view === current ? 'true' : undefined}
                >
                  {view.name}
                </Link>
              ))}
            </nav>
          )}
          {canBeSaved && <Button onClick={() => save('open')}>Save this view</Button>}
          {current !== undefined && (
            <Button kind="quiet" onClick={() => askDelete(current)}>
              Delete this view
            </Button>
          )}
        </div>
      )}
      {saving !== 'never' && (
        <SaveViewDialog search={setOf(search)} isOpen={saving === 'open'} onClose={() => save('closed')} />
      )}
      {deleted !== undefined && <DeleteView view={deleted} onClose={() => askDelete(null)} />}
    </>
  );
}
