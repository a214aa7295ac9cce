import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runBackupCommand } from './backup/command.ts';
import { takeBackup } from './backup/take-backup.ts';

const PACKAGE = join(import.meta.dirname, '..', '..', 'package.json');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(PACKAGE, 'utf8')));

await runBackupCommand(
  process.argv.slice(2),
  ({ folder, dataFolder, progress }) => takeBackup({ dataFolder, target: folder, version, progress }),
  ({ artifacts, takenAt }, { folder }) =>
    `Backed up to ${folder} (${artifacts.count.toLocaleString('en')} artifacts, as of ${takenAt}).`,
);
