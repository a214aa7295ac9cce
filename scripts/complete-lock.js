// Completes package-lock.json where a registry did not serve the packages of other platforms: npm then leaves them out,
// and `npm ci` refuses the file everywhere. Run it by hand after `npm install` (docs/decisions/0005); a test tells when
// it is needed. Plain JavaScript for Node 18 and newer, without dependencies.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup.js';

const SYSTEMS = ['darwin', 'win32', 'android', 'linux', 'freebsd', 'openharmony'];
const PROCESSORS = ['riscv64', 'loong64', 'wasm32', 'ppc64', 's390x', 'ia32', 'arm64', 'arm', 'x64'];

function libcOf(name) {
  if (name.includes('musl')) return 'musl';
  return name.includes('gnu') ? 'glibc' : undefined;
}

/** An entry made of what the parent's exact pin and the package's name say; the integrity is known where it is served. */
function entryOf(name, version, parent) {
  const system = SYSTEMS.find((word) => name.includes(word));
  const processor = PROCESSORS.find((word) => name.includes(word));
  const libc = system === 'linux' ? libcOf(name) : undefined;
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(parent.dev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}

function isThere(packages, place, name) {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;
for (const [place, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isThere(lock.packages, place, name)) continue;
    lock.packages[`node_modules/${name}`] = entryOf(name, version, parent);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} packages of other platforms added to package-lock.json\n`);
