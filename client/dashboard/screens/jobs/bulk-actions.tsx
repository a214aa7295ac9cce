import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobQuery, JobRow } from '../../../../contract/job-list-api.ts';
import type { JobStatus } from '../../../../contract/state/job-state.ts';
import { Button } from '../../components/button.tsx';
import { counted } from '../../components/count.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { allMatching } from './bulk-run.ts';
import { BULK_WORDS, type BulkAction, countTaking, statusesTaking, takes } from './bulk-words.ts';

const ACTIONS = ['retry', 'cancel'] as const satisfies readonly BulkAction[];

/** All jobs of the list, shown or not. */
interface AllJobs {
  isChosen: boolean;
  count: number;
  counts: Readonly<Record<string, number>>;
  query: JobQuery;
  status: JobStatus | undefined;
}

/** What is done with several jobs at once: those chosen one by one, or all that the list counts. */
export function BulkActions({
  chosen,
  all,
  onChooseAll,
  onDone,
}: {
  chosen: readonly JobRow[];
  all: AllJobs;
  onChooseAll(): void;
  onDone(): void;
}) {
  const [asked, ask] = useState<{ action: BulkAction; count: number } | null>(null);
  // Found once, when it is asked for: what is confirmed is what is done.
  const find = useMutation({
    mutationFn: async (action: BulkAction): Promise<readonly JobRow[]> =>
      all.isChosen
        ? allMatching(all.query, statusesTaking(action, all.status))
        : chosen.filter((row) => takes(action, row)),
  });
  const count = all.isChosen ? all.count : chosen.length;
  const countOf = (action: BulkAction): number =>
    all.isChosen ? countTaking(action, all.counts, all.status) : chosen.filter((row) => takes(action, row)).length;
  return (
    <>
      {count > 0 && (
        <section className="bulk row" aria-label="Chosen jobs">
          <strong>
            {all.isChosen ? `All ${counted(count, 'job')} that match chosen` : `${counted(count, 'job')} chosen`}
          </strong>
          {!all.isChosen && all.count > count && (
            <Button kind="quiet" onClick={onChooseAll}>
              Choose all {all.count} that match
            </Button>
          )}
          {ACTIONS.map((action) => (
            <Button
              key={action}
              disabled={countOf(action) === 0}
              onClick={() => {
                ask({ action, count });
                find.mutate(action);
              }}
            >
              {BULK_WORDS[action].button} {countOf(action) > 0 && countOf(action)}
            </Button>
          ))}
          <Button kind="quiet" onClick={onDone}>
            Choose none
          </Button>
        </section>
      )}
      <BulkDialog
        action={asked?.action ?? null}
        found={find}
        chosenCount={asked?.count ?? 0}
        onClose={() => {
          ask(null);
          find.reset();
        }}
        onDone={onDone}
      />
    </>
  );
}
