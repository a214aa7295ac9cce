import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SavedView } from '../../../../contract/views-api.ts';
import { instance } from '../../app/instance.ts';
import { nameInside } from '../../components/actor-name.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { isSameSearch, type JobsSearch, setOf } from './jobs-search.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';

/** Searches that somebody kept under a name, for everybody; the one that is looked at can be deleted. */
export function SavedViews({ search }: { search: JobsSearch }) {
  const { data, error } = useQuery({ queryKey: ['views'], queryFn: () => instance.savedViews() });
  const [isSaving, save] = useState(false);
  const [deleted, askDelete] = useState<SavedView | null>(null);
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
          {canBeSaved && <Button onClick={() => save(true)}>Save this view</Button>}
          {current !== undefined && (
            <Button kind="quiet" onClick={() => askDelete(current)}>
              Delete this view
            </Button>
          )}
        </div>
      )}
      <SaveViewDialog search={setOf(search)} isOpen={isSaving} onClose={() => save(false)} />
      <DeleteView view={deleted} onClose={() => askDelete(null)} />
    </>
  );
}

function DeleteView({ view, onClose }: { view: SavedView | null; onClose(): void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: (name: string) => instance.deleteView(name),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['views'] });
      onClose();
      void navigate({ to: '/jobs', search: {} });
    },
  });
  return (
    <Dialog title={`Delete the view “${view?.name ?? ''}”?`} isOpen={view !== null} onClose={onClose}>
      {view !== null && (
        <>
          <p>
            Nobody finds it any more. No job is touched. It was saved by {nameInside(view.owner)},{' '}
            <Instant at={view.savedAt} />.
          </p>
          {remove.error !== null && <FailureNotice error={remove.error} />}
          <div className="dialog-actions">
            <Button onClick={onClose}>Keep it</Button>
            <Button kind="danger" isBusy={remove.isPending} onClick={() => remove.mutate(view.name)}>
              Delete the view
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
