import { z } from 'zod';
import { roleSchema } from './actor.ts';

/** Answer of `POST /api/v1/session/openings`: where a browser opens the dashboard once, below the instance's address. */
export const openingAnswerSchema = z.object({ path: z.string() });

/** Body of `POST /api/v1/session`: the token of the instance, as a person pastes it where there is no one-time address. */
export const signInBodySchema = z.object({ token: z.string().min(1).max(500) });

/** Answer of `GET /api/v1/session`: who the instance takes the client for. */
export const sessionAnswerSchema = z.object({ actor: z.object({ id: z.string(), roles: z.array(roleSchema) }) });
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;
