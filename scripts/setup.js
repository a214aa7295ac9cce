// Everything a fresh clone needs before the product or its tests run: the packages and the Temporal server program.
// Plain JavaScript for Node 18 and newer, without dependencies.
import { readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildDashboard, dashboardIsCurrent } from './build-dashboard.js';
import { withFileLock } from './file-lock.js';
import { endCommandsWithThisProcess, runCommand } from './run-command.js';
import { provideTemporal, TEMPORAL_REMEDY } from './temporal-binary.js';

export const ROOT = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Compares the lock file with npm's own record of what it installed: exact, whoever installed it. */
export function packagesAreCurrent(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([place, entry]) => {
    const there = installed[place];
    // Optional packages of other platforms are in the lock file and never installed.
    if (place === '' || (there === undefined && entry.optional === true)) return true;
    return there?.version === entry.version && there?.integrity === entry.integrity;
  });
}

/** npm itself must not run on the packaged Node, which it is about to replace. */
function environmentForNpm(root) {
  const packaged = join(root, 'node_modules', '.bin');
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== packaged);
  return { ...process.env, PATH: folders.join(delimiter) };
}

async function installPackages(root, say) {
  say('installing packages (npm ci)');
  const { code, stderr } = await runCommand('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: root,
    env: environmentForNpm(root),
  });
  if (code !== 0) throw new Error(`Installing the packages failed; run \`npm ci\` to see why.\n${stderr.trim()}`);
}

/** Gives the Temporal program found, fetched or built; throws with a remedy in one line. */
export async function setUp(say, root = ROOT) {
  if (!packagesAreCurrent(root)) {
    const install = async () => {
      if (!packagesAreCurrent(root)) await installPackages(root, say);
    };
    await withFileLock(join(root, '.setup.lock'), install, () => say('another set-up is running: waiting for it'));
  }
  if (!dashboardIsCurrent(root)) {
    const build = async () => {
      if (!dashboardIsCurrent(root)) await buildDashboard(root, say);
    };
    await withFileLock(join(root, '.setup.lock'), build, () => say('another set-up is running: waiting for it'));
  }
  const temporal = await provideTemporal(process.env, (line) => say(line));
  if (!temporal) throw new Error(TEMPORAL_REMEDY);
  return temporal;
}

/** Ends the process with the remedy when the set-up fails. */
export async function setUpOrExit() {
  endCommandsWithThisProcess();
  try {
    return await setUp((line) => process.stderr.write(`set-up: ${line}\n`));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await setUpOrExit();
