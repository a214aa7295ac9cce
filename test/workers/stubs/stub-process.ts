// Stands in for worker and offline model: says that it is ready and lives until it is ended.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Only the worker is told where the data lives.
const { DOSSIER_DATA: data } = process.env;
if (data) writeFileSync(join(data, 'stub-worker'), String(process.pid));
setInterval(() => {}, 60_000);
process.send?.({ ready: {} });
