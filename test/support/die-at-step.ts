import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Loaded before a program (`--import`): ends it as `kill -9` does before its step number `DIE_AT_STEP` that changes the disk, and
 * tells on its channel which step each was. With a number that is never reached the program only counts.
 */
const changing = ['copyFile', 'link', 'mkdir', 'open', 'rename', 'rm', 'writeFile'] as const;
const dieAt = Number(process.env.DIE_AT_STEP);
let step = 0;

for (const name of changing) {
  const real = files[name];
  const counted = (...args: unknown[]): unknown => {
    step += 1;
    if (step === dieAt) process.kill(process.pid, 'SIGKILL');
    process.stderr.write(`STEP ${name}\n`);
    return Reflect.apply(real, files, args);
  };
  Object.defineProperty(files, name, { value: counted });
}
syncBuiltinESMExports();
