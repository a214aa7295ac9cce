// Prints line coverage of the parts whose coverage is promised. Plain JavaScript for Node 18 and newer.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** A module of the engine is pure when neither it nor what it imports from beside it is run by Temporal: no value import of the workflow library. */
function isPure(path) {
  const text = readFileSync(path, 'utf8');
  if (/^import (?!type\b)[^;]*from '@temporalio\/workflow'/m.test(text)) return false;
  const beside = [...text.matchAll(/^import (?!type\b)[^;]*from '\.\/([^']+)'/gm)].map(([, name]) =>
    join(dirname(path), name),
  );
  return beside.every(isPure);
}

/** What decides a job's course without Temporal: the state's reducer and checks, the policies, and the engine's own pure modules. */
function isEngine(inFolder) {
  return /^contract\/(state\/|failure-policy|routing)/.test(inFolder) || inFolder.startsWith('workflows/engine/');
}

function groupsOf(root, path) {
  const inFolder = relative(root, path).split(sep).join('/');
  const isContract = inFolder.startsWith('contract/');
  return [
    ...(isContract ? ['contract'] : []),
    ...(isEngine(inFolder) && (isContract || isPure(path)) ? ['engine, pure modules'] : []),
  ];
}

/** Whether a file holds types only, which leave nothing to run. */
function isTypesOnly(path) {
  return !/^(export )?(async )?(const|let|function|class)\b/m.test(readFileSync(path, 'utf8'));
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
    if (path === 'total' || !existsSync(path) || isTypesOnly(path)) continue;
    for (const group of groupsOf(root, path)) groups.get(group)?.push({ path: relative(root, path), ...figures.lines });
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
