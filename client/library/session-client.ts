import { openingAnswerSchema, type SessionAnswer, sessionAnswerSchema } from '../../contract/session-api.ts';
import { readAnswer } from './answers.ts';
import type { Transport } from './transport.ts';

/** What a client does about who it is. */
export interface SessionClient {
  /** Who the instance takes this client for; throws `unauthorized`. */
  session(): Promise<SessionAnswer>;
  /** Signs this browser in with the token of the instance. */
  signIn(token: string): Promise<SessionAnswer>;
  signOut(): Promise<void>;
  /** The path of a one-time address that signs a browser in. */
  newOpening(): Promise<string>;
}

const SESSION = '/api/v1/session';

/** Builds it. */
export function sessionClient(send: Transport): SessionClient {
  return {
    session: async () => readAnswer(sessionAnswerSchema, await send(SESSION)),
    signIn: async (token) => readAnswer(sessionAnswerSchema, await send(SESSION, { method: 'POST', json: { token } })),
    signOut: async () => {
      await send(SESSION, { method: 'DELETE' });
    },
    newOpening: async () =>
      (await readAnswer(openingAnswerSchema, await send(`${SESSION}/openings`, { method: 'POST', json: {} }))).path,
  };
}
