// Builds the application that browsers load, where its sources have changed since. Plain JavaScript for Node 18 and newer, without dependencies
// of its own: the builder is among the packages.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { chooseNode } from './choose-node.js';
import { runCommand } from './run-command.js';

const HERE = realpathSync(fileURLToPath(import.meta.url));
/** Everything that the built files are made of. */
const SOURCES = ['client/dashboard', 'client/library', 'contract', 'package-lock.json', 'tsconfig.json'];
const COMPRESSED = new Set(['.js', '.mjs', '.css', '.svg', '.json', '.wasm']);
const STAMP = 'sources-hash';

function filesOf(root, path) {
  const whole = join(root, path);
  if (extname(path) !== '' && existsSync(whole)) return [path];
  return readdirSync(whole, { withFileTypes: true }).flatMap((entry) => {
    const inside = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesOf(root, inside) : [inside];
  });
}

function hashOfSources(root) {
  const hash = createHash('sha256').update(readFileSync(HERE));
  for (const path of SOURCES.flatMap((source) => filesOf(root, source)).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** Whether what was built is of the sources as they are. */
export function dashboardIsCurrent(root) {
  const stamp = join(root, 'build', 'dashboard', STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfSources(root);
}

/** Compressed once, here, as small as can be: the instance only sends. */
async function compress(folder) {
  for (const name of readdirSync(folder)) {
    if (!COMPRESSED.has(extname(name))) continue;
    const content = readFileSync(join(folder, name));
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
    writeFileSync(join(folder, `${name}.br`), await promisify(brotliCompress)(content, quality));
    writeFileSync(join(folder, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
  }
}

/** Builds into a folder of its own and puts it in place at once: an instance that runs keeps what it has. */
export async function buildDashboard(root, say) {
  say('building the dashboard');
  const hash = hashOfSources(root);
  const fresh = join(root, 'build', `dashboard-${process.pid}`);
  const node = chooseNode(root);
  if (node.remedy) throw new Error(node.remedy);
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [
    vite,
    'build',
    '-c',
    join('client', 'dashboard', 'vite.config.ts'),
    '--outDir',
    fresh,
    '--logLevel',
    'warn',
  ];
  // Whoever builds it, as tests do: what is served is the small form of React.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { code, stdout, stderr } = await runCommand(node.path, args, { cwd: root, env });
  if (code !== 0)
    throw new Error(`Building the dashboard failed; run \`npm run build:dashboard\` to see why.\n${stdout}${stderr}`);
  await compress(join(fresh, 'assets'));
  writeFileSync(join(fresh, STAMP), hash);
  const place = join(root, 'build', 'dashboard');
  mkdirSync(dirname(place), { recursive: true });
  // Out of the way by name first: for as short as can be there is nothing, also where two build beside each other.
  const old = join(root, 'build', `dashboard-old-${process.pid}`);
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

if (process.argv[1] && realpathSync(process.argv[1]) === HERE) {
  const root = dirname(dirname(HERE));
  try {
    if (!dashboardIsCurrent(root)) await buildDashboard(root, (line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
