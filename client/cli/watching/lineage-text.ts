import type { LineageAnswer } from '../../../contract/branch-api.ts';
import { shownInstant } from '../../../contract/instants.ts';
import { formatMicroUsd } from '../../../contract/money.ts';
import { counted } from './job-text.ts';

function relative({ id, question, status }: LineageAnswer['ancestors'][number]): string {
  return question === null ? `${id} (deleted)` : `${id} (${(status ?? 'unknown').replace('_', ' ')}): ${question}`;
}

/** Where a job comes from, how often it went back, and what was forked from it; nothing for a job without branches. */
export function lineageLines({ forkedFrom, ancestors, forks, generations }: LineageAnswer): string[] {
  const [parent, ...older] = ancestors;
  const isAlone = forkedFrom === null && forks.length === 0 && generations.length < 2;
  if (isAlone) return [];
  return [
    ...(parent === undefined ? [] : [`Forked from ${relative(parent)}`]),
    ...(older.length === 0 ? [] : [`Before that ${older.map(({ id }) => id).join(', ')}`]),
    ...generations.map(({ generation, branch, costMicroUsd, report }) => {
      const place = branch === null ? '' : branch.item === null ? branch.step : `${branch.step}/${branch.item}`;
      const changed = branch === null || branch.changed.length === 0 ? '' : `, changed ${branch.changed.join('; ')}`;
      const how =
        branch === null
          ? 'the start'
          : `${branch.because === 'fork' ? 'forked before' : 'back to'} ${place} by ${branch.actor.id} at ${shownInstant(branch.at)}${changed}${branch.fresh ? ', asked afresh' : ''}`;
      return `Generation ${generation}: ${how}; ${formatMicroUsd(costMicroUsd)}${report === null ? '' : ', with a report'}`;
    }),
    ...(forks.length === 0 ? [] : [`${counted(forks.length, 'fork')}:`]),
    ...forks.map(({ branch, ...fork }) => `  ${branch === null ? '' : `before ${branch.step}, `}${relative(fork)}`),
  ];
}
