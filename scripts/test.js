// What `npm test` runs: set-up, type check, linter, all tests with coverage; the last line sums them up.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chooseNode } from './choose-node.js';
import { printCoverage } from './coverage.js';
import { runCommand } from './run-command.js';
import { ROOT, setUpOrExit } from './setup.js';

/** Tests use the offline model and folders of their own, whatever keys and addresses the person has set. */
function environmentForTests(node, temporalPath) {
  const kept = Object.entries(process.env).filter(
    ([name]) => name.startsWith('DOSSIER_TEST_') || !/^(OPENAI|TEMPORAL|DOSSIER|DATABASE_URL|ARTIFACTS_URL)/.test(name),
  );
  const path = [join(node, '..'), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, TEMPORAL_CLI_PATH: temporalPath, DOSSIER_ENV_FILE: '/dev/null' };
}

async function check(name, node, args, env) {
  const { code, stdout, stderr } = await runCommand(node, args, { cwd: ROOT, env });
  process.stdout.write(code === 0 ? `${name}: passed\n` : `${stdout}${stderr}\n${name}: FAILED\n`);
  return code === 0;
}

function readJestResults(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: results.numPassedTests,
    // A test file that could not be loaded has no tests to count, and is a failure all the same.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** One run of jest; `name` names the file of its results. Extra arguments of `npm test` go to every run. */
async function runJest(node, env, name, options) {
  const results = join(ROOT, 'coverage', `${name}.json`);
  rmSync(results, { force: true });
  const program = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
  ];
  const args = [
    ...program,
    '--passWithNoTests',
    '--json',
    `--outputFile=${results}`,
    ...options,
    ...process.argv.slice(2),
  ];
  // The JSON on stdout is the same as in the file; people read stderr.
  const { code } = await runCommand(node, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const counts = readJestResults(results);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * Tests of the parts whose coverage is promised. Elsewhere it would tell nothing, and V8 keeps every script that a worker ever loaded in its
 * account: with all tests in one run the last ones took ten times as long as alone.
 */
const COVERED = 'test/(contract|workflows/engine/next-turn)';
/** Tests of the dashboard in a browser, by name: beside them in their folder stand those of its words. */
function testsInBrowser() {
  const folder = join(ROOT, 'test', 'client', 'dashboard');
  const names = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const inBrowser = names.filter((name) => readFileSync(join(folder, name), 'utf8').includes('./browser-lab.ts'));
  return inBrowser.map((name) => name.slice(0, -'.ts'.length)).join('|');
}

/** Tests that run workers, whole instances and browsers; not the one whose dozens of calls run into their own bounds, which needs a calm machine. */
const ON_SERVERS = `test/(end-to-end|torture|client/dashboard/(${testsInBrowser()})\\.ts|workflows/(?!engine/(next-turn|provider-faults)))`;

/** What is covered first, then the rest of what computes, then what runs on real servers. */
async function runTests(node, env) {
  const reporters = ['json-summary', 'lcovonly'].map((reporter) => `--coverageReporters=${reporter}`);
  const folders = ['contract', 'workflows'].map((folder) => `--collectCoverageFrom=${folder}/**/*.ts`);
  const covered = await runJest(node, env, 'covered', [
    '--maxWorkers=2',
    '--coverage',
    ...reporters,
    ...folders,
    `--testPathPatterns=${COVERED}`,
  ]);
  const beside = await runJest(node, env, 'beside', [
    '--maxWorkers=2',
    `--testPathIgnorePatterns=${COVERED}|${ON_SERVERS}`,
  ]);
  // These mostly wait: for servers to start, for what was killed to come back.
  const onServers = await runJest(node, env, 'on-servers', ['--maxWorkers=3', `--testPathPatterns=${ON_SERVERS}`]);
  const sum = (count) => covered[count] + beside[count] + onServers[count];
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

const temporal = await setUpOrExit();
const node = chooseNode(ROOT);
if (node.remedy) {
  process.stderr.write(`${node.remedy}\n`);
  process.exit(1);
}
const env = environmentForTests(node.path, temporal.path);
const checks = await Promise.all([
  check('type check', node.path, ['node_modules/typescript/bin/tsc', '--noEmit'], env),
  check('type check of the dashboard', node.path, ['node_modules/typescript/bin/tsc', '-p', 'client/dashboard'], env),
  check('linter', node.path, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], env),
]);
const jest = await runTests(node.path, env);
printCoverage(ROOT);
const passed = jest.passed + checks.filter((isGood) => isGood).length;
const failed = jest.failed + checks.filter((isGood) => !isGood).length;
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`${passed} passed, ${failed} failed, ${jest.skipped} skipped\n`);
