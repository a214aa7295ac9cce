import { fileURLToPath } from 'node:url';
import { DossierError } from '../contract/failures.ts';
import { openFolderArtifacts } from './artifacts/folder.ts';
import type { ArtifactStore } from './artifacts/port.ts';
import { openLedger } from './ledger/open-ledger.ts';
import type { Ledger } from './ledger/port.ts';

/** What outlives a workflow: blobs and rows. */
export interface Store {
  artifacts: ArtifactStore;
  ledger: Ledger;
  close(): Promise<void>;
}

/**
 * Opens both halves of the store. `databaseUrl`: see `openLedger`; `artifactsUrl`: `file://…` or a plain path.
 * Throws `configuration-invalid` for an address that nothing serves.
 */
export async function openStore(options: { databaseUrl: string; artifactsUrl: string }): Promise<Store> {
  const artifacts = await openArtifacts(options.artifactsUrl);
  const ledger = await openLedger({ url: options.databaseUrl });
  return { artifacts, ledger, close: () => ledger.close() };
}

async function openArtifacts(url: string): Promise<ArtifactStore> {
  if (url.startsWith('file:')) return openFolderArtifacts(fileURLToPath(url));
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url))
    throw new DossierError('configuration-invalid', 'Artifacts are kept in a folder: ARTIFACTS_URL must be file://…', {
      field: 'ARTIFACTS_URL',
    });
  return openFolderArtifacts(url);
}
