// Prints line coverage of the parts whose coverage is promised. Plain JavaScript for Node 18 and newer.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** A workflow module is pure when nothing in it is run by Temporal: no value import of the workflow library. */
function isPure(path) {
  return !/^import (?!type\b)[^;]*from '@temporalio\/workflow'/m.test(readFileSync(path, 'utf8'));
}

function groupOf(root, path) {
  const [folder, ...rest] = relative(root, path).split(sep);
  if (folder === 'contract') return 'contract';
  if (folder === 'workflows') return rest[0] === 'engine' && isPure(path) ? 'engine, pure modules' : undefined;
  return undefined;
}

/** Reads jest's summary and prints one line per group, and each file below 95 % under it. */
export function printCoverage(root) {
  const summary = join(root, 'coverage', 'coverage-summary.json');
  if (!existsSync(summary)) return;
  const groups = new Map([
    ['contract', []],
    ['engine, pure modules', []],
  ]);
  for (const [path, figures] of Object.entries(JSON.parse(readFileSync(summary, 'utf8')))) {
    if (path === 'total' || !existsSync(path)) continue;
    groups.get(groupOf(root, path))?.push({ path: relative(root, path), ...figures.lines });
  }
  for (const [name, files] of groups) {
    const covered = files.reduce((sum, file) => sum + file.covered, 0);
    const total = files.reduce((sum, file) => sum + file.total, 0);
    if (total === 0) continue;
    process.stdout.write(`coverage of ${name}: ${((100 * covered) / total).toFixed(1)} % of ${total} lines\n`);
    for (const file of files) {
      if (file.pct < 95) process.stdout.write(`  ${file.path}: ${file.pct} %\n`);
    }
  }
}
