import { readFileSync } from 'node:fs';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import type { Settings } from '../../../contract/configuration.ts';

/** The client of the API. It connects with the first call, so that the API also serves while Temporal is away. */
export function temporalClient(settings: Settings): Client {
  const connection = Connection.lazy(connectionOptions(settings));
  return new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE });
}

/** The server that the settings name: address, TLS and key, as Temporal's own tools read them. */
function connectionOptions(settings: Settings): ConnectionOptions {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: key } = settings;
  const authority = settings.TEMPORAL_TLS_SERVER_CA_CERT_PATH;
  const isNamed = Boolean(certificate || authority || settings.TEMPORAL_TLS_SERVER_NAME || settings.TEMPORAL_API_KEY);
  const tls = !(settings.TEMPORAL_TLS ?? isNamed)
    ? false
    : {
        ...(settings.TEMPORAL_TLS_SERVER_NAME && { serverNameOverride: settings.TEMPORAL_TLS_SERVER_NAME }),
        ...(authority && { serverRootCACertificate: readFileSync(authority) }),
        ...(certificate && key && { clientCertPair: { crt: readFileSync(certificate), key: readFileSync(key) } }),
      };
  return {
    address: settings.TEMPORAL_ADDRESS ?? 'localhost:7233',
    tls,
    ...(settings.TEMPORAL_API_KEY && { apiKey: settings.TEMPORAL_API_KEY }),
  };
}
