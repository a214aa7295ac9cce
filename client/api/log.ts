import pino, { type Logger } from 'pino';
import { settingsSchema } from '../../contract/configuration.ts';

/** The API's log: JSON lines on standard output, which the supervisor rotates. Secrets and bodies never get in. */
export function createLog(level: string): Logger {
  return pino({
    name: 'api',
    level,
    redact: {
      paths: [
        'token',
        'authorization',
        '*.token',
        '*.authorization',
        'req.headers',
        'req.body',
        '*.DOSSIER_TOKEN',
        ...Object.keys(settingsSchema.shape)
          .filter((name) => name.endsWith('_API_KEY'))
          .map((name) => `*.${name}`),
      ],
      censor: '[redacted]',
    },
    serializers: { req: ({ method, id }: { method?: string; id?: string }) => ({ method, id }) },
  });
}
