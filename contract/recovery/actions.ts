import { z } from 'zod';

/** What a person may do about something that needs attention. */
export const recoverActionKindSchema = z.enum(['retry', 'editInput', 'switchModel', 'supplyOutput', 'skip', 'abort']);
export type RecoverActionKind = z.infer<typeof recoverActionKindSchema>;
