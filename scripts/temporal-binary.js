// Finds a Temporal CLI, or fetches or builds one, and prints where it is (with --json: path, server version, source).
// Progress goes to stderr. With --check nothing is fetched or built. Plain JavaScript for Node 18 and newer.
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { withFileLock } from './file-lock.js';
import { endCommandsWithThisProcess, runCommand } from './run-command.js';

/** The CLI that is fetched or built; 1.5.1 is the newest that `go install` can build (docs/decisions/0003). */
export const CLI_VERSION = '1.5.1';
/** The oldest server that a CLI found on the PATH may contain. */
const MINIMUM_SERVER = [1, 29, 1];
const DOWNLOAD_SITE = 'https://temporal.download';
/** The one line a person gets when every way failed. */
export const TEMPORAL_REMEDY = `No Temporal server program was found and none could be fetched or built: install Go 1.24 or newer and try again, or install the Temporal CLI ${CLI_VERSION} or newer and set TEMPORAL_CLI_PATH to it.`;
const PROGRESS_MS = 5_000;

/** The folder of the built or fetched program, one per machine and user. */
export function cacheFolder(environment = process.env, platform = process.platform) {
  const home = environment.HOME || homedir();
  const base =
    environment.XDG_CACHE_HOME || (platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache'));
  return join(base, 'dossier', 'temporal', CLI_VERSION);
}

/** The version of the server inside a Temporal CLI, like `1.29.1`; undefined when the program does not run. */
async function serverVersion(path) {
  const { code, stdout } = await runCommand(path, ['--version'], { timeoutMs: 20_000 });
  return code === 0 ? /Server (\d+\.\d+\.\d+)/.exec(stdout)?.[1] : undefined;
}

function suffices(version) {
  const parts = version.split('.').map(Number);
  const different = MINIMUM_SERVER.findIndex((wanted, index) => parts[index] !== wanted);
  return different === -1 || parts[different] > MINIMUM_SERVER[different];
}

async function usable(path, source) {
  const version = existsSync(path) ? await serverVersion(path) : undefined;
  return version && suffices(version) ? { path, serverVersion: version, source } : undefined;
}

async function onPath(environment) {
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    const found = folder === '' ? undefined : await usable(join(folder, 'temporal'), 'PATH');
    if (found) return found;
  }
  return undefined;
}

/** What is there already, in the order of the documentation; throws when TEMPORAL_CLI_PATH names nothing usable. */
export async function findTemporal(environment = process.env) {
  const named = environment.TEMPORAL_CLI_PATH;
  if (named) {
    const found = await usable(named, 'TEMPORAL_CLI_PATH');
    if (found) return found;
    throw new Error(
      `TEMPORAL_CLI_PATH names ${named}, which is not a Temporal CLI with server ${MINIMUM_SERVER.join('.')} or newer: correct it or remove the setting.`,
    );
  }
  return (await onPath(environment)) ?? (await usable(join(cacheFolder(environment), 'temporal'), 'cache'));
}

/** Moves a program that was seen to run into the cache, so that nobody ever finds half of one. */
async function keep(program, folder, source) {
  const version = existsSync(program) ? await serverVersion(program) : undefined;
  if (!version) return undefined;
  const path = join(folder, 'temporal');
  renameSync(program, path);
  return { path, serverVersion: version, source };
}

async function download(environment, folder, temporary, say) {
  const site = environment.DOSSIER_TEMPORAL_DOWNLOAD || DOWNLOAD_SITE;
  if (site === 'off') return undefined;
  const query = new URLSearchParams({
    arch: process.arch === 'x64' ? 'amd64' : process.arch,
    platform: process.platform,
    format: 'tar.gz',
  });
  try {
    const described = await fetch(`${site}/cli/v${CLI_VERSION}?${query}`, { signal: AbortSignal.timeout(8_000) });
    if (!described.ok) throw new Error(`HTTP ${described.status}`);
    const { archiveUrl, fileToExtract } = await described.json();
    say(`fetching the Temporal CLI ${CLI_VERSION} (once per machine)`);
    const response = await fetch(archiveUrl, { signal: AbortSignal.timeout(300_000) });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    const archive = join(temporary, 'archive.tar.gz');
    await pipeline(Readable.fromWeb(response.body), createWriteStream(archive));
    await runCommand('tar', ['-xzf', archive, '-C', temporary, fileToExtract]);
    return await keep(join(temporary, fileToExtract), folder, 'download');
  } catch (error) {
    say(`the official download is not reachable (${error.cause?.code ?? error.message})`);
    return undefined;
  }
}

async function build(environment, folder, temporary, say) {
  const { code } = await runCommand('go', ['version'], { env: environment });
  if (code !== 0) {
    say('Go is not installed, so the Temporal CLI cannot be built');
    return undefined;
  }
  say(`building the Temporal CLI ${CLI_VERSION} with Go: 2 to 6 minutes, once per machine`);
  const startedAt = Date.now();
  let packages = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    say(`building the Temporal CLI: ${seconds} s, ${packages} packages fetched or compiled`);
  }, PROGRESS_MS);
  const result = await runCommand('go', ['install', '-v', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`], {
    env: { ...environment, GOBIN: temporary, GOFLAGS: '' },
    cwd: temporary,
    onLine: () => {
      packages += 1;
    },
  });
  clearInterval(progress);
  const kept = result.code === 0 ? await keep(join(temporary, 'temporal'), folder, 'go install') : undefined;
  if (!kept) say(`the build failed: ${result.stderr.trim().split('\n').slice(-3).join(' | ')}`);
  return kept;
}

/** What an interrupted fetch or build left; only the holder of the lock calls this. */
function removeTemporary(folder) {
  for (const name of readdirSync(folder)) {
    if (name.startsWith('new-')) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Finds, fetches or builds the program; undefined when every way failed. `say` gets lines of progress. */
export async function provideTemporal(environment, say) {
  const found = await findTemporal(environment);
  if (found) return found;
  const folder = cacheFolder(environment);
  mkdirSync(folder, { recursive: true });
  const provide = async () => {
    // Another process may have finished while this one waited for the lock.
    const meanwhile = await findTemporal(environment);
    if (meanwhile) return meanwhile;
    removeTemporary(folder);
    const temporary = mkdtempSync(join(folder, 'new-'));
    try {
      return (
        (await download(environment, folder, temporary, say)) ?? (await build(environment, folder, temporary, say))
      );
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  };
  return withFileLock(join(dirname(folder), `${CLI_VERSION}.lock`), provide, () =>
    say('another process is getting the Temporal CLI: waiting for it'),
  );
}

async function main(options) {
  const say = (line) => process.stderr.write(`temporal: ${line}\n`);
  endCommandsWithThisProcess();
  try {
    const found = options.includes('--check')
      ? await findTemporal(process.env)
      : await provideTemporal(process.env, say);
    if (!found) throw new Error(TEMPORAL_REMEDY);
    process.stdout.write(`${options.includes('--json') ? JSON.stringify(found) : found.path}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
