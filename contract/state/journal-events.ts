import { z } from 'zod';

/** What a line of the journal tells of: the event that wrote it. Those of older versions carry none (`journal-kinds.ts`). */
export const journalEventSchema = z.enum([
  'started',
  'asked-again',
  'done',
  'skipped',
  'parked',
  'looked-again',
  'recovered',
  'skipping',
  'rewound',
  'gate-opened',
  'gate-decided',
  'question-asked',
  'question-answered',
  'question-failed',
  'round-opened',
  'budget-set',
  'paused',
  'resumed',
  'ending',
  'message-refused',
]);
export type JournalEvent = z.infer<typeof journalEventSchema>;
