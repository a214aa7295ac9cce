// Stands in for worker and offline model: says that it is ready and lives until it is ended.
setInterval(() => {}, 60_000);
process.send?.({ ready: {} });
