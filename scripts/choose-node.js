// Which Node runs the TypeScript of this repository. Plain JavaScript for Node 18 and newer, without dependencies:
// it is read before anything is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest running Node that is taken as it is; older ones hand over to the packaged Node. */
export const MINIMUM_NODE = [24, 18];

/** The sentence a person gets when the packages are missing. */
export const INSTALL_REMEDY = 'Dossier is not installed yet: run `npm ci` in its folder.';

function suffices(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
}

/** Tells whether `npm ci` has run to its end in this folder (npm writes this file last). */
export function isInstalled(root) {
  return existsSync(join(root, 'node_modules', '.package-lock.json'));
}

/**
 * Gives the path of the Node to run, or a remedy in one line.
 * The packaged Node may be older than MINIMUM_NODE (see docs/decisions/0002): it is the one the lock file pins.
 */
export function chooseNode(root, running = { path: process.execPath, version: process.version }) {
  if (suffices(running.version)) return { path: running.path, isRunning: true };
  const packaged = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(packaged)) return { path: packaged, isRunning: false };
  const remedy = isInstalled(root)
    ? `Dossier needs Node ${MINIMUM_NODE.join('.')} or newer and this is ${running.version}: no packaged Node exists for ${process.platform}-${process.arch}, so install Node 24.`
    : INSTALL_REMEDY;
  return { remedy };
}
