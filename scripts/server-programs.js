// Finds, or builds with Go, the servers of the scaled-out form where there is no Docker: Temporal's own server with its
// schema tool, and an S3 gateway over a folder. Prints their paths as JSON; names as arguments ask for some only.
// Progress goes to stderr. With --check nothing is built. Plain JavaScript for Node 18 and newer.
import { existsSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from './file-lock.js';
import { endCommandsWithThisProcess, runCommand } from './run-command.js';
import { cacheFolder } from './temporal-binary.js';

/** The versions that `docker-compose.yml` pins too; a test compares them. 1.32.1 is the newest server that Go 1.26.8 builds. */
export const SERVER_PROGRAMS = {
  temporalServer: {
    folder: 'temporal-server',
    file: 'server',
    module: 'go.temporal.io/server/cmd/server',
    version: '1.32.1',
  },
  temporalSql: {
    folder: 'temporal-sql',
    file: 'sql',
    module: 'go.temporal.io/server/cmd/tools/sql',
    version: '1.32.1',
  },
  s3: {
    folder: 'versitygw',
    file: 'versitygw',
    module: 'github.com/versity/versitygw/cmd/versitygw',
    version: '1.8.0',
  },
};
const PROGRESS_MS = 5_000;

/** Where a program is kept, there or not: once per machine and user, beside the Temporal CLI. */
export function programPath(name, environment = process.env) {
  const { folder, version, file } = SERVER_PROGRAMS[name];
  return join(cacheFolder(environment), '..', '..', folder, version, file);
}

async function build(name, environment, temporary, say) {
  const { module, version, file } = SERVER_PROGRAMS[name];
  const startedAt = Date.now();
  let packages = 0;
  say(`building ${file} ${version} with Go: minutes, once per machine`);
  const progress = setInterval(() => {
    say(`building ${file}: ${Math.round((Date.now() - startedAt) / 1000)} s, ${packages} packages fetched or compiled`);
  }, PROGRESS_MS);
  const result = await runCommand('go', ['install', '-v', `${module}@v${version}`], {
    env: { ...environment, GOBIN: temporary, GOFLAGS: '' },
    cwd: temporary,
    onLine: () => {
      packages += 1;
    },
  });
  clearInterval(progress);
  if (result.code === 0) return join(temporary, file);
  const last = result.stderr.trim().split('\n').slice(-3).join(' | ');
  throw new Error(
    `${module}@v${version} could not be built: ${last}. It takes Go 1.26.8 or newer and a Go module proxy.`,
  );
}

/** The program, built where it is missing. Throws one line that says what is wrong. `say` gets lines of progress. */
export async function provideProgram(name, environment, say) {
  const path = programPath(name, environment);
  if (existsSync(path)) return path;
  const folder = join(path, '..');
  mkdirSync(folder, { recursive: true });
  const provide = async () => {
    if (existsSync(path)) return path;
    const temporary = mkdtempSync(join(folder, 'new-'));
    try {
      renameSync(await build(name, environment, temporary, say), path);
      return path;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  };
  return withFileLock(`${folder}.lock`, provide, () => say(`another process builds ${name}: waiting for it`));
}

async function main(words) {
  const say = (line) => process.stderr.write(`servers: ${line}\n`);
  const asked = words.filter((word) => !word.startsWith('--'));
  const names = asked.length > 0 ? asked : Object.keys(SERVER_PROGRAMS);
  endCommandsWithThisProcess();
  try {
    const found = {};
    for (const name of names) {
      if (!(name in SERVER_PROGRAMS)) throw new Error(`There is no server "${name}".`);
      const path = programPath(name);
      if (!words.includes('--check')) found[name] = await provideProgram(name, process.env, say);
      else if (existsSync(path)) found[name] = path;
      else throw new Error(`${name} was not built yet: node scripts/server-programs.js ${name}`);
    }
    process.stdout.write(`${JSON.stringify(found)}\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await main(process.argv.slice(2));
