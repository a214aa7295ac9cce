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
 * Opens both halves of the store. `databaseUrl`: see `openLedger`; `artifactsUrl`: `s3://BUCKET…`, `file://…` or a plain path.
 * Throws `configuration-invalid` for an address that nothing serves.
 */
export async function openStore(options: {
  databaseUrl: string;
  artifactsUrl: string;
  holder?: string | undefined;
}): Promise<Store> {
  const artifacts = await openArtifacts(options.artifactsUrl);
  const ledger = await openLedger({ url: options.databaseUrl, holder: options.holder });
  return { artifacts, ledger, close: () => ledger.close() };
}

async function openArtifacts(url: string): Promise<ArtifactStore> {
  if (url.startsWith('file:')) return openFolderArtifacts(fileURLToPath(url));
  // Loaded only where it is used: the client of S3 takes longer to load than all the rest of the store.
  if (url.startsWith('s3:')) return (await import('./artifacts/s3.ts')).openS3Artifacts(url);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url))
    throw new DossierError('configuration-invalid', 'ARTIFACTS_URL must be s3://… or file://….', {
      field: 'ARTIFACTS_URL',
    });
  return openFolderArtifacts(url);
}
