import { type EngineLab, modelCalls, QUICK_TOOLS, type Script, startLab } from './engine-lab.ts';
import { type Figure, type Measurement, middleOf } from './measurement.ts';

interface Case {
  words: string;
  script: Script;
  /** Most wall time over critical path, where the design names it. */
  aim: number | null;
  repeats: number;
}

const QUERY = [...QUICK_TOOLS, 'query_table'];

const CASES: Case[] = [
  {
    words: '200 ms a call, 20 in sequence',
    script: { callMs: 200, items: 1, turns: 17, tools: QUICK_TOOLS },
    ...{ aim: 1.12, repeats: 5 },
  },
  {
    words: '200 ms a call, 20 in sequence, a query each turn',
    script: { callMs: 200, items: 1, turns: 17, tools: QUERY },
    ...{ aim: null, repeats: 3 },
  },
  {
    words: '200 ms a call, nine items in parallel',
    script: { callMs: 200, items: 9, turns: 8, tools: QUICK_TOOLS },
    ...{ aim: 1.25, repeats: 5 },
  },
  {
    words: '2 s a call, 8 in sequence',
    script: { callMs: 2_000, items: 1, turns: 5, tools: QUICK_TOOLS },
    ...{ aim: 1.03, repeats: 1 },
  },
  {
    words: '2 s a call, nine items in parallel',
    script: { callMs: 2_000, items: 9, turns: 5, tools: QUICK_TOOLS },
    ...{ aim: null, repeats: 1 },
  },
];

const ratio = (value: number): string => value.toFixed(3);

async function measured(lab: EngineLab, { script, repeats, words, aim }: Case): Promise<Figure[]> {
  const critical = modelCalls(script).chain * script.callMs;
  const walls: Record<'report' | 'bare', number[]> = { report: [], bare: [] };
  // Alternating, so that whatever else the machine does hits both alike.
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const workflow of ['report', 'bare'] as const) walls[workflow].push((await lab.run(workflow, script)).wallMs);
  }
  const shares = walls.report.map((wall) => wall / critical);
  const against = walls.report.map((wall, index) => wall / (walls.bare[index] ?? Number.NaN));
  return [
    {
      what: `${words}: wall over critical path`,
      value: middleOf(shares, ratio),
      ...(aim !== null && { aim: `at most ${aim}` }),
    },
    { what: `${words}: wall over a bare workflow`, value: middleOf(against, ratio), aim: 'at most 1.03' },
  ];
}

/** What the engine adds to the model's own time. */
export const orchestration: Measurement = {
  name: 'orchestration',
  words:
    'A report job whose model calls only wait, on the embedded server’s flags, its worker in the process of the benchmark. Every turn asks for two quick tools, and where it says so for a query, that answer at once. The critical path is the longest chain of model calls; the bare workflow makes the same calls of the same activities with no engine around them, in turns with the job.',
  async run(tell) {
    const lab = await startLab();
    try {
      // The first job pays for what is loaded once.
      await lab.run('report', { callMs: 1, items: 2, turns: 2, tools: QUERY });
      await lab.run('bare', { callMs: 1, items: 2, turns: 2, tools: QUERY });
      const figures: Figure[] = [];
      for (const each of CASES) {
        tell(each.words);
        figures.push(...(await measured(lab, each)));
      }
      return figures;
    } finally {
      await lab.stop();
    }
  },
};
