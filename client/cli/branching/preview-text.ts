import { formatMicroUsd } from '../../../contract/money.ts';
import type { BranchPreview } from '../../../contract/recovery/branch-preview.ts';
import { branchRemarkInWords } from '../../../contract/recovery/branch-remarks.ts';
import { type Price, priceInWords } from '../../../contract/recovery/price.ts';
import { counted } from '../watching/job-text.ts';
import { targetName } from './target.ts';

const MARKS: Record<BranchPreview['steps'][number]['how'], string> = {
  kept: '✓',
  supplied: '✎',
  ledger: '≡',
  again: '↻',
};

/** How models are asked anew from the command line. */
const ASK_ANEW = 'With `--fresh`, models are asked anew.';

function costs(price: Price | null): string {
  return price !== null && price.mostMicroUsd === 0 ? '' : priceInWords(price);
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** What a rewind or fork will do, as a table for people. */
export function previewLines(id: string, preview: BranchPreview): string[] {
  const { as, steps, changed, price, keptMicroUsd, sideEffects, voids, asksAgain, remarks, revision } = preview;
  const what = as === 'rewind' ? `Job ${id} goes back to` : `A new job takes over what job ${id} has before`;
  const wide = Math.max(...steps.map(({ words }) => words.length));
  const rows = steps.map((one) => {
    const items = one.items === 0 ? '' : ` (${counted(one.items, 'item')})`;
    return `  ${MARKS[one.how]} ${`${one.step}${items}`.padEnd(22)} ${one.words.padEnd(wide)}  ${costs(one.price)}`.trimEnd();
  });
  const words = voids.map((one) => `${one.gate}: ${one.words}`);
  return [
    `${what} ${targetName(preview)} (revision ${revision}):`,
    ...rows,
    ...list('Changed', changed),
    `Kept, and not paid again: ${formatMicroUsd(keptMicroUsd)}. What runs again: ${priceInWords(price)}.`,
    ...list('Happens again', sideEffects),
    ...list(as === 'rewind' ? 'These decisions become void' : 'These decisions do not bind the new job', words),
    ...(asksAgain.length === 0 ? [] : [`A person is asked again: ${asksAgain.join(', ')}.`]),
    ...list(
      'Remarks',
      remarks.map((one) => branchRemarkInWords(one, ASK_ANEW)),
    ),
  ];
}
