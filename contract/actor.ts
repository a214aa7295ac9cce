import { z } from 'zod';

/** What a person may do; one local administrator holds all of them until people and policies come. */
export const roleSchema = z.enum(['submitter', 'reviewer', 'operator', 'administrator']);
export type Role = z.infer<typeof roleSchema>;

/** Who acts, stamped by the API from the session, never taken from a request's body. `via` names the surface. */
export const actorSchema = z.object({
  id: z.string().min(1).max(200),
  roles: z.array(roleSchema),
  via: z.enum(['cli', 'api', 'dashboard', 'signal', 'system', 'temporal']),
});
export type Actor = z.infer<typeof actorSchema>;

/** The single person of an installation without authentication. */
export const LOCAL_ADMINISTRATOR = 'local';
/** The organisation of every row until there are several. */
export const LOCAL_ORGANISATION = 'local';
