import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The program of a browser on this machine, where there is one; `DOSSIER_TEST_CHROMIUM` names another. */
export function chromiumProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.DOSSIER_TEST_CHROMIUM ?? '',
    ...['/usr/bin', ...folders].flatMap((folder) => NAMES.map((name) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return candidates.find((path) => path !== '' && existsSync(path));
}

/** Starts it; no name of the outside resolves in it, whatever a page tries. */
export async function startBrowser(): Promise<Browser> {
  const program = chromiumProgram();
  if (program === undefined) throw new Error('There is no chromium on this machine.');
  return await chromium.launch({
    executablePath: program,
    timeout: 90_000,
    args: [
      // Containers have no user namespaces for the sandbox, and a small /dev/shm.
      ...['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
