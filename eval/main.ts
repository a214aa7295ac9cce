import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Evaluated, type Evaluation, type Measured, Unavailable } from './measured.ts';
import { mutation } from './mutation/mutation.ts';
import { reading } from './reading/reading.ts';
import { usefulness } from './usefulness/usefulness.ts';
import { verifying } from './verifying/verifying.ts';

// `npm run eval`: measures what is read, verified and answered on public documents, prints a table of each part, and
// writes docs/quality.md. `npm run eval -- NAME ...` runs these parts alone, and replaces their sections only.
const EVALUATIONS: readonly Evaluation[] = [reading, mutation, verifying, usefulness];
const DOCUMENT = join(import.meta.dirname, '..', 'docs', 'quality.md');
const INTRODUCTION =
  'Written by `npm run eval`. The documents are public ones, fetched for the run and not part of this repository: `eval/corpus/origins.json` lists where each comes from, with its hash. A section named Remarks is written by hand and kept.';

function tableOf(rows: readonly Measured[]): string {
  const lines = rows.map(
    ({ what, figure, aim, met }) =>
      `| ${what} | ${figure} | ${aim} | ${met === null ? '' : met ? 'met' : '**missed**'} |`,
  );
  return ['| measured | figure | aim | |', '|---|---|---|---|', ...lines].join('\n');
}

/** The sections of the document as it stands, by name: what is not measured now is kept. */
function sectionsBefore(): Map<string, string> {
  const text = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), `## ${part.trimEnd()}`]));
}

function revision(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'no revision';
  }
}

function sectionOf({ name, words }: Evaluation, { rows, remarks }: Evaluated, seconds: number): string {
  const command = process.argv.length > 2 ? `npm run eval -- ${name}` : 'npm run eval';
  const when = `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, revision ${revision()}, ${seconds} s.`;
  return [`## ${name}`, words, tableOf(rows), ...remarks.map((remark) => `- ${remark}`), when].join('\n\n');
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !EVALUATIONS.some((each) => each.name === name));
if (unknown.length > 0) {
  const names = EVALUATIONS.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no evaluation ${unknown.join(', ')}; there are: ${names}.\n`);
  process.exit(2);
}
const sections = sectionsBefore();
let missed = 0;
let skipped = 0;
for (const evaluation of EVALUATIONS) {
  const { name } = evaluation;
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name}\n`);
  const from = performance.now();
  try {
    const evaluated = await evaluation.run((line) => process.stderr.write(`  ${line}\n`));
    missed += evaluated.rows.filter(({ met }) => met === false).length;
    process.stdout.write(
      `\n${name}\n${tableOf(evaluated.rows)}\n${evaluated.remarks.map((remark) => `${remark}\n`).join('')}`,
    );
    sections.set(name, sectionOf(evaluation, evaluated, Math.round((performance.now() - from) / 1_000)));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    skipped += 1;
    process.stdout.write(`\n${name}: SKIPPED, its section is left as it was: ${error.message}\n`);
  }
  const ordered = [...EVALUATIONS.map((each) => each.name), 'Remarks'].flatMap((each) => sections.get(each) ?? []);
  writeFileSync(DOCUMENT, `# Quality\n\n${INTRODUCTION}\n\n${ordered.join('\n\n')}\n`);
}
process.stdout.write(`\n${missed} aims missed, ${skipped} parts skipped. Written to docs/quality.md\n`);
process.exit(missed > 0 ? 1 : 0);
