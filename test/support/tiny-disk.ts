import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function mount(folder: string, kilobytes: number): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]).status === 0;
}

/** Does something on a file system in memory that is soon full; mounted only meanwhile, so that a skipped test leaves no mount. */
export async function onTinyDisk(kilobytes: number, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'dossier-tiny-'));
  const mounted = mount(folder, kilobytes);
  try {
    if (!mounted) throw new Error('This machine does not mount a tiny disk.');
    await work(folder);
  } finally {
    if (mounted) spawnSync('umount', [folder]);
    rmdirSync(folder);
  }
}

/** Whether this machine lets tests mount a file system; says so loudly where it does not. */
export async function tinyDisksWork(): Promise<boolean> {
  try {
    await onTinyDisk(64, async () => undefined);
    return true;
  } catch (error) {
    process.stderr.write(`SKIPPED: what happens on a full disk was NOT tested. ${error}\n`);
    return false;
  }
}
