// What `npm test` runs: set-up, type check, linter, all tests with coverage; the last line sums them up.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chooseNode } from './choose-node.js';
import { printCoverage } from './coverage.js';
import { runCommand } from './run-command.js';
import { ROOT, setUpOrExit } from './setup.js';

const RESULTS = join(ROOT, 'coverage', 'jest.json');

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

function readJestResults() {
  if (!existsSync(RESULTS)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(RESULTS, 'utf8'));
  return {
    passed: results.numPassedTests,
    // A test file that could not be loaded has no tests to count, and is a failure all the same.
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

async function runJest(node, env) {
  rmSync(RESULTS, { force: true });
  const args = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const coverage = ['--coverage', '--coverageReporters=json-summary', '--coverageReporters=lcovonly'];
  const patterns = ['contract', 'workflows'].map((folder) => `--collectCoverageFrom=${folder}/**/*.ts`);
  const output = ['--json', `--outputFile=${RESULTS}`, ...process.argv.slice(2)];
  // The JSON on stdout is the same as in the file; people read stderr.
  const stdio = ['ignore', 'ignore', 'inherit'];
  const { code } = await runCommand(node, [...args, ...coverage, ...patterns, ...output], { cwd: ROOT, env, stdio });
  const results = readJestResults();
  return code !== 0 && results.failed === 0 ? { ...results, failed: 1 } : results;
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
  check('linter', node.path, ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], env),
]);
const jest = await runJest(node.path, env);
printCoverage(ROOT);
const passed = jest.passed + checks.filter((isGood) => isGood).length;
const failed = jest.failed + checks.filter((isGood) => !isGood).length;
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`${passed} passed, ${failed} failed, ${jest.skipped} skipped\n`);
