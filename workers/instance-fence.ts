import type { Ledger } from '../store/ledger/port.ts';

const LOOK_MS = 2_000;

/**
 * Calls `end` once a newer start of the instance has taken the ledger over. The ledger itself refuses what this process would write;
 * this ends it soon, so that it takes no work that it could not finish. Answers how to stop looking.
 */
export function watchEpoch(
  ledger: Pick<Ledger, 'epoch' | 'currentEpoch'>,
  end: (newest: number) => void,
  lookMs = LOOK_MS,
): () => void {
  const { epoch } = ledger;
  if (epoch === null) return () => {};
  const timer = setInterval(() => {
    ledger.currentEpoch().then(
      (newest) => {
        if (newest <= epoch) return;
        clearInterval(timer);
        end(newest);
      },
      // A ledger that cannot be read now is looked at again.
      () => {},
    );
  }, lookMs).unref();
  return () => clearInterval(timer);
}
