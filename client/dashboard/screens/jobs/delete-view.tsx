import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SavedView } from '../../../../contract/views-api.ts';
import { instance } from '../../app/instance.ts';
import { nameInside } from '../../components/actor-name.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';

/** Asks once more before a saved view is deleted for everybody. */
export function DeleteView({ view, onClose }: { view: SavedView | null; onClose(): void }) {
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
