// Stands in for a process that hangs at its end: only SIGKILL ends it.
process.on('SIGTERM', () => {});
setInterval(() => {}, 60_000);
process.send?.({ ready: {} });
