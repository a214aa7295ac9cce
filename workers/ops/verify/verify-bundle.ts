import { join } from 'node:path';
import { createTicker } from '../../../activities/documents/reading/progress-ticker.ts';
import { inTemporaryFolder } from '../../../activities/documents/temporary-folder.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import type { Table } from '../../../contract/evidence/source.ts';
import { openFolderArtifacts } from '../../../store/artifacts/folder.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import { openBundleReader } from './bundle-reader.ts';
import { checkClaims } from './claim-check.ts';
import { checkEvidencePieces, checkTables } from './evidence-check.ts';
import { hashOriginals, matchOriginals } from './originals.ts';
import type { Discrepancy, VerifyCounts, VerifyOutcome } from './outcome.ts';
import { readBundle } from './read-bundle.ts';
import { checkReport } from './report-check.ts';
import { rereadOriginal } from './reread.ts';
import { checkSeal } from './seal-check.ts';

/** What to verify, and whom to tell how far it is. */
export interface VerifyRequest {
  bundle: string;
  /** Files and folders with the originals; none to re-check from the bundle alone. */
  paths: readonly string[];
  say: (what: string) => void;
  signal: AbortSignal;
}

interface Originals {
  discrepancies: Discrepancy[];
  notChecked: string[];
  tables: Map<string, Table>;
  count: number;
}

async function checkOriginals(bundle: Bundle, request: VerifyRequest, store: ArtifactStore): Promise<Originals> {
  const { paths, say, signal } = request;
  if (paths.length === 0) return { discrepancies: [], notChecked: [], tables: new Map(), count: 0 };
  const { found, ...matched } = matchOriginals(bundle, await hashOriginals(paths, say, signal));
  const tables = new Map<string, Table>();
  const discrepancies = [...matched.discrepancies];
  let name = '';
  const ticker = createTicker({ signal, heartbeat: () => say(`Reading ${name}`) }, found.size);
  for (const source of bundle.sources) {
    const file = found.get(source.id);
    if (file === undefined) continue;
    name = source.title;
    ticker.source(1, name);
    const reread = await rereadOriginal(bundle, source, file, { store, ticker });
    discrepancies.push(...reread.discrepancies);
    for (const table of reread.tables) tables.set(table.name, table);
  }
  return { discrepancies, notChecked: matched.notChecked, tables, count: found.size };
}

function countsOf(bundle: Bundle | null, originals: number): VerifyCounts {
  const evidence = bundle?.evidence ?? [];
  const queries = evidence.filter(({ query }) => query !== null).length;
  return {
    sources: bundle?.sources.length ?? 0,
    passages: bundle?.sources.reduce((sum, source) => sum + source.passages.length, 0) ?? 0,
    quotes: evidence.length - queries,
    queries,
    claims: bundle?.claims.length ?? 0,
    originals,
  };
}

/** Re-checks everything in a bundle that a machine can check. Throws `path-missing` and `request-invalid` for what is wrong use, and the signal's reason. */
export async function verifyBundle(request: VerifyRequest): Promise<VerifyOutcome> {
  const { value, bundle, discrepancies } = await readBundle(request.bundle);
  const found = [...discrepancies, ...(value === null ? [] : checkSeal(value))];
  if (bundle === null) {
    const why = 'Evidence, claims and report were not re-checked, since the file has not the shape of a bundle.';
    return { job: null, counts: countsOf(null, 0), discrepancies: found, notChecked: [why] };
  }
  return inTemporaryFolder(async (folder) => {
    const store = await openFolderArtifacts(join(folder, 'artifacts'));
    const originals = await checkOriginals(bundle, request, store);
    const reader = await openBundleReader(bundle, store, originals.tables);
    try {
      request.say('Checking quotes and queries');
      const evidence = await checkEvidencePieces(bundle, reader);
      request.say('Checking claims');
      const claims = await checkClaims(bundle, reader);
      const { id, question } = bundle.job;
      return {
        job: { id, question },
        counts: countsOf(bundle, originals.count),
        discrepancies: [
          ...found,
          ...checkTables(bundle),
          ...evidence.discrepancies,
          ...claims,
          ...checkReport(bundle),
          ...originals.discrepancies,
        ],
        notChecked: [...evidence.notChecked, ...originals.notChecked],
      };
    } finally {
      await reader.close();
    }
  });
}
