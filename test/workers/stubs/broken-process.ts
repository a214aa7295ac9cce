// Stands in for a process that cannot start.
process.stderr.write('the stub has no engine\n');
process.exit(1);
