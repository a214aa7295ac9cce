import { z } from 'zod';
import type { JournalEntry } from './job-state.ts';
import type { JournalEvent } from './journal-events.ts';
import { GATE_OPENED } from './journal-words.ts';

/** What a line of the journal is about: what people did, what went wrong, what may be spent, or how the steps went on. */
export const journalKindSchema = z.enum(['decision', 'failure', 'money', 'step']);
export type JournalKind = z.infer<typeof journalKindSchema>;

const KINDS: Record<JournalEvent, JournalKind> = {
  started: 'step',
  'asked-again': 'failure',
  done: 'step',
  skipped: 'step',
  parked: 'failure',
  'looked-again': 'failure',
  recovered: 'decision',
  skipping: 'decision',
  rewound: 'decision',
  'gate-opened': 'decision',
  'gate-decided': 'decision',
  'question-asked': 'decision',
  'question-answered': 'decision',
  'question-failed': 'failure',
  'round-opened': 'step',
  'budget-set': 'money',
  paused: 'decision',
  resumed: 'decision',
  ending: 'step',
  'message-refused': 'decision',
};

/** What a line is about. That a job ends is a step of its own story, or somebody's decision. */
export function kindOfEntry(entry: Omit<JournalEntry, 'at'>): JournalKind {
  const event = eventOfEntry(entry);
  return event === 'ending' && entry.actor !== null ? 'decision' : KINDS[event];
}

/** Which event wrote a line; of a line of an older version, by the form of its words. */
export function eventOfEntry(entry: Omit<JournalEntry, 'at'>): JournalEvent {
  return entry.event ?? eventByWords(entry);
}

/** How `inWords` began the lines of versions that kept nothing but words. Those of people and of the engine are told apart by the actor. */
const OF_ENGINE: readonly (readonly [RegExp, JournalEvent])[] = [
  [/^(Step|Item) .* started\.$/, 'started'],
  [/^(Step|Item) \S+( of \S+)? is skipped\./, 'skipped'],
  [/^(Step|Item) \S+( of \S+)? is done/, 'done'],
  [new RegExp(`^${GATE_OPENED}`), 'gate-opened'],
  [/^A question was answered by/, 'question-answered'],
  [/^No model answered a question:/, 'question-failed'],
  [/^Needs attention:/, 'parked'],
  [/^Looked again by itself\./, 'looked-again'],
  [/^A new round opens from/, 'round-opened'],
  [/^The job ends:/, 'ending'],
];
const OF_PEOPLE: readonly (readonly [RegExp, JournalEvent])[] = [
  [/^Budget: /, 'budget-set'],
  [/^[0-9a-f]{12} was (approved|edited and approved|sent back|rejected)/, 'gate-decided'],
  [/^Recovered: /, 'recovered'],
  [/^Skipped\./, 'skipping'],
  [/^(Went back|Forked) to/, 'rewound'],
  [/^Asked: /, 'question-asked'],
  [/^Answered a question:/, 'question-answered'],
  [/^Paused\./, 'paused'],
  [/^Resumed\./, 'resumed'],
  [/^The job ends:/, 'ending'],
];

function eventByWords({ words, actor }: Omit<JournalEntry, 'at'>): JournalEvent {
  const found = (actor === null ? OF_ENGINE : OF_PEOPLE).find(([form]) => form.test(words));
  // What the engine tells in other words is why it asked again; what remains of people was refused.
  return found?.[1] ?? (actor === null ? 'asked-again' : 'message-refused');
}
