import { existsSync } from 'node:fs';

/** Where Debian's package `libfaketime` puts the library that shows a process another time. */
const LIBRARIES = ['x86_64', 'aarch64'].map((cpu) => `/usr/lib/${cpu}-linux-gnu/faketime/libfaketime.so.1`);

/** The library by which processes can be shown another time; says loudly where there is none, so that a test is skipped. */
export function clockLibrary(): string | undefined {
  const library = LIBRARIES.find((path) => existsSync(path));
  if (library === undefined)
    process.stderr.write('SKIPPED: what happens when the clock is set back was NOT tested. Install libfaketime.\n');
  return library;
}
