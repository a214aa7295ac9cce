import { readFileSync } from 'node:fs';
import type { Settings } from '../contract/configuration.ts';

/** How to reach a Temporal server; fits the connection options of client and worker alike. */
export interface TemporalAddress {
  address: string;
  tls:
    | false
    | {
        serverNameOverride?: string;
        serverRootCACertificate?: Buffer;
        clientCertPair?: { crt: Buffer; key: Buffer };
      };
  apiKey?: string;
}

/** The server that the settings name: address, TLS and key, as Temporal's own tools read them. */
export function temporalAddress(settings: Settings): TemporalAddress {
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
