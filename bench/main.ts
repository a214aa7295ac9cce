import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { dashboard } from './dashboard.ts';
import { decisions } from './decisions.ts';
import { history } from './history.ts';
import { lists } from './lists.ts';
import { longJob } from './long-job.ts';
import type { Figure, Measurement } from './measurement.ts';
import { memory } from './memory.ts';
import { orchestration } from './orchestration.ts';
import { reading } from './reading.ts';
import { replay } from './replay.ts';
import { search } from './search.ts';
import { startUp } from './start-up.ts';
import { verification } from './verification.ts';
import { waitingJobs } from './waiting-jobs.ts';
import { workerKill } from './worker-kill.ts';

// `npm run bench`: runs all measurements, prints a table of each, and writes docs/benchmarks.md.
// `npm run bench -- NAME ...` runs these alone, and replaces their sections only. A section named Remarks is kept.
const MEASUREMENTS: Measurement[] = [
  startUp,
  orchestration,
  history,
  longJob,
  replay,
  decisions,
  waitingJobs,
  lists,
  dashboard,
  workerKill,
  memory,
  reading,
  search,
  verification,
];
const INTRODUCTION =
  'Written by `npm run bench`. Where a figure is of several runs it is the middle one, with the range. Aims are those of the design for 2 cores.';
const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');

function tableOf(figures: readonly Figure[]): string[] {
  const rows = figures.map(({ what, value, aim }) => `| ${what} | ${value} | ${aim ?? ''} |`);
  return ['| measured | figure | aim |', '|---|---|---|', ...rows];
}

function machine(): string {
  const [first] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${memoryGb} GB of memory, ${process.platform} ${process.arch}, Node ${process.version}`;
}

/** The sections of the document as it stands, by name: what is not measured now is kept. */
function sectionsBefore(): Map<string, string> {
  const text = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), `## ${part.trimEnd()}`]));
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !MEASUREMENTS.some((each) => each.name === name));
if (unknown.length > 0) {
  const names = MEASUREMENTS.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no measurement ${unknown.join(', ')}; there are: ${names}.\n`);
  process.exit(2);
}
for (const { name, words, run } of MEASUREMENTS) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  const table = tableOf(await run((line) => process.stderr.write(`  ${line}\n`)));
  process.stdout.write(`\n${name}\n${table.join('\n')}\n`);
  const command = asked.length === 0 ? 'npm run bench' : `npm run bench -- ${name}`;
  const load = loadavg()[0]?.toFixed(1);
  const when = `\`${command}\`, ${new Date().toISOString().slice(0, 10)}; ${machine()}; load average ${load} at the end.`;
  // Read as late as this: another measurement may have written meanwhile.
  const sections = sectionsBefore();
  sections.set(name, [`## ${name}`, '', words, '', ...table, '', when].join('\n'));
  const ordered = [...MEASUREMENTS.map((each) => each.name), 'Remarks'].flatMap((each) => sections.get(each) ?? []);
  writeFileSync(DOCUMENT, `# Benchmarks\n\n${INTRODUCTION}\n\n${ordered.join('\n\n')}\n`);
}
process.stdout.write('\nWritten to docs/benchmarks.md\n');
process.exit(0);
