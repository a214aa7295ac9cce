// `dossier up` with stubs in the place of worker, API and offline model; Temporal is the real one.
import { join } from 'node:path';
import { DossierError } from '../../../contract/failures.ts';
import { exitCodeOf, runUp } from '../../../workers/up.ts';

interface StubOptions {
  data: string;
  port?: number;
  idleExitMs?: number;
  worker?: string;
  patienceMs?: number;
}

const options: StubOptions = JSON.parse(process.argv[2] ?? '{}');
const stub = (name: string): string => join(import.meta.dirname, name);
try {
  const code = await runUp({
    data: options.data,
    port: options.port,
    idleExit: options.idleExitMs !== undefined,
    json: true,
    ...(options.idleExitMs !== undefined && { idleExitMs: options.idleExitMs }),
    patience: { toServeMs: options.patienceMs ?? 60_000, toAnswerMs: 1_000 },
    entries: {
      worker: stub(options.worker ?? 'stub-process.ts'),
      api: stub('stub-api.ts'),
      offlineModel: stub('stub-process.ts'),
      replayOpen: stub('stub-process.ts'),
    },
  });
  process.exit(code);
} catch (error) {
  if (!(error instanceof DossierError)) throw error;
  process.stdout.write(`${JSON.stringify({ error: error.failure })}\n`);
  process.exit(exitCodeOf(error));
}
