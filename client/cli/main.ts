import { runCommandLine } from './run-command-line.ts';

// `dossier history JOB | head` closes the pipe: that is no failure.
process.stdout.on('error', (error) => process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1));
const code = await runCommandLine(process.argv.slice(2));
process.stdout.write('', () => process.exit(code));
