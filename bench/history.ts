import { type JobRunFigures, QUICK_TOOLS, startLab } from './engine-lab.ts';
import type { Figure, Measurement } from './measurement.ts';

const CALLS = [10, 100, 300];

/** Events and bytes of workflow history. */
export const history: Measurement = {
  name: 'history',
  words:
    'One item that makes this many model calls, each followed by three tools (two quick ones and a query), with no waiting. Per turn: the growth from 10 to 100 and from 100 to 300 calls, divided by the calls, so that what a job costs once is left out.',
  async run(tell) {
    const lab = await startLab();
    try {
      const found: JobRunFigures[] = [];
      for (const calls of CALLS) {
        tell(`${calls} model calls`);
        found.push(
          await lab.run('report', { callMs: 0, items: 1, turns: calls - 3, tools: [...QUICK_TOOLS, 'query_table'] }),
        );
      }
      const figures: Figure[] = found.map(({ events, bytes, runs }, index) => ({
        what: `${CALLS[index]} model calls`,
        value: `${events.toLocaleString('en-US')} events, ${(bytes / 1024).toFixed(0)} KB, ${runs} run${runs === 1 ? '' : 's'}`,
      }));
      for (const [from, to] of [
        [0, 1],
        [1, 2],
      ] as const) {
        const [less, more] = [found[from], found[to]];
        const turns = (CALLS[to] ?? 0) - (CALLS[from] ?? 0);
        if (less === undefined || more === undefined) continue;
        figures.push({
          what: `per turn with three tools, ${CALLS[from]} to ${CALLS[to]} calls`,
          value: `${((more.events - less.events) / turns).toFixed(1)} events, ${((more.bytes - less.bytes) / turns / 1024).toFixed(2)} KB`,
          aim: 'at most 8 events a model call, 5 a tool call (23 a turn), 4 KB',
        });
      }
      return figures;
    } finally {
      await lab.stop();
    }
  },
};
