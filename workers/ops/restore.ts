import { runBackupCommand } from './backup/command.ts';
import { restoreBackup } from './backup/restore-backup.ts';

await runBackupCommand(
  process.argv.slice(2),
  ({ folder, dataFolder, progress }) => restoreBackup({ source: folder, dataFolder, progress }),
  ({ takenAt }, { dataFolder }) =>
    `Restored to ${dataFolder}, as of ${takenAt}. \`dossier up\`, or any other command, goes on with its jobs.`,
);
