import { DossierError } from '../../contract/failures.ts';
import { loadConfiguration } from '../config.ts';
import { temporalAddress } from '../temporal-address.ts';
import { registerNamespace, registerSearchAttributes, serverVersion, waitForTemporal } from '../temporal-admin.ts';

// Once before the first worker of the scaled-out form, and again after an update: registers the namespace
// (TEMPORAL_NAMESPACE) and the search attributes where they are missing. Safe to repeat.
const PATIENCE_MS = 120_000;
/** What closed jobs keep in Temporal; their records, and the histories that recovery needs, are in the ledger. */
const RETENTION_DAYS = 30;

async function prepare(): Promise<void> {
  const { settings } = loadConfiguration();
  const namespace = settings.TEMPORAL_NAMESPACE;
  const connection = await waitForTemporal(temporalAddress(settings), PATIENCE_MS);
  try {
    const isNew = await registerNamespace(connection, namespace, RETENTION_DAYS);
    await registerSearchAttributes(connection, namespace);
    const version = await serverVersion(connection);
    const what = isNew
      ? `was registered, with ${RETENTION_DAYS} days of retention`
      : 'was there, and keeps its retention';
    process.stdout.write(
      `Temporal ${version}: the namespace ${namespace} ${what}; its search attributes are complete.\n`,
    );
  } finally {
    await connection.close();
  }
}

try {
  await prepare();
} catch (error) {
  const remedy =
    error instanceof DossierError
      ? error.failure.remedy
      : 'Where you may not administer the server, have its owner register the namespace and the search attributes (docs/scaled-out.md).';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${remedy}\n`);
  process.exitCode = 1;
}
