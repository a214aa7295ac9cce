import type { Instance } from '../contract/instance.ts';
import { openingAnswerSchema } from '../contract/session-api.ts';

const ASK_MS = 5_000;

/** A one-time address at which a browser opens the dashboard; the plain one, where a session is needed, if the instance gives none. */
export async function dashboardAddress({ url, token }: Pick<Instance, 'url' | 'token'>): Promise<string> {
  try {
    const response = await fetch(`${url}/api/v1/session/openings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(ASK_MS),
    });
    const { path } = openingAnswerSchema.parse(await response.json());
    return new URL(path, url).href;
  } catch {
    return url;
  }
}
