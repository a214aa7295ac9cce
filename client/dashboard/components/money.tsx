import { formatMicroUsd } from '../../../contract/money.ts';

/** An amount with its currency; calls without a known price are said, never shown as nothing. */
export function Money({ microUsd, unpriced = 0 }: { microUsd: number; unpriced?: number }) {
  if (unpriced > 0 && microUsd === 0) {
    return (
      <span className="figure" title={`${unpriced} calls have no known price`}>
        unpriced
      </span>
    );
  }
  return (
    <span className="figure" title={unpriced > 0 ? `and ${unpriced} calls without a known price` : undefined}>
      {formatMicroUsd(microUsd)}
      {unpriced > 0 && '+'}
    </span>
  );
}
