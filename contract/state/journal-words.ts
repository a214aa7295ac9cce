import { formatMicroUsd } from '../money.ts';
import { placeKey } from '../place.ts';
import { quoted } from '../quoted.ts';
import { changesInWords } from '../recovery/changes.ts';
import type { JobEvent } from './events.ts';
import type { Decision, JournalEntry } from './job-state.ts';
import type { JournalEvent } from './journal-events.ts';
import type { QuestionEvent } from './questioning.ts';

type Words = Omit<JournalEntry, 'at' | 'event'>;
/** A line of the journal but for its moment. */
export type JournalLine = Words & { event: JournalEvent };

const DECISION_WORDS = {
  approve: 'approved',
  edit: 'edited and approved',
  revise: 'sent back',
  reject: 'rejected',
} as const;
const ROUND_WORDS = {
  start: 'started',
  verify: 'Claims that verification did not support go back to the draft',
  revise: 'A reviewer asked for another version',
  edit: 'The edited text is verified again',
  rewind: 'A person went back',
} as const;

/** What a line of an event names, where that goes by its type alone; null: it is not told to people. */
const NAMES: Record<Exclude<JobEvent['type'], 'place-done' | 'place-recovered'>, JournalEvent | null> = {
  'run-started': null,
  'place-opened': null,
  'place-started': 'started',
  'place-reattempted': 'asked-again',
  'call-answered': null,
  'turn-taken': null,
  'tool-answered': null,
  'place-parked': 'parked',
  'place-skipping': 'skipping',
  rewound: 'rewound',
  'gate-opened': 'gate-opened',
  'gate-decided': 'gate-decided',
  'question-asked': 'question-asked',
  'question-answered': 'question-answered',
  'question-failed': 'question-failed',
  'round-opened': 'round-opened',
  'budget-set': 'budget-set',
  paused: 'paused',
  resumed: 'resumed',
  ending: 'ending',
  ended: null,
  'message-answered': null,
  'message-refused': 'message-refused',
  'record-behind': null,
};

/** Most characters of an entry. */
const WORDS_LIMIT = 600;

/** Tells an event as a line of the journal; null where it says nothing to people. */
export function inWords(event: JobEvent): JournalLine | null {
  const told = tell(event);
  const name = nameOf(event);
  return told === null || name === null ? null : { ...told, words: told.words.slice(0, WORDS_LIMIT), event: name };
}

/** What a line names as its event; null where an event is not told. */
function nameOf(event: JobEvent): JournalEvent | null {
  switch (event.type) {
    case 'place-done':
      return event.skipped === true ? 'skipped' : 'done';
    case 'place-recovered':
      return event.actor === null ? 'looked-again' : 'recovered';
    default:
      return NAMES[event.type];
  }
}

/** How the line of a gate that opens begins: lines of older versions are known by it. */
export const GATE_OPENED = 'Waits for a decision about';

function tell(event: JobEvent): Words | null {
  switch (event.type) {
    case 'place-started':
      return at(
        event.place,
        event.place.item === null
          ? `Step ${event.place.step} started.`
          : `Item ${event.place.item} of ${event.place.step} started.`,
      );
    case 'place-reattempted':
      return at(event.place, event.words);
    case 'place-done':
      return at(event.place, doneWords(event));
    case 'place-parked':
      return at(event.place, `Needs attention: ${event.failure.message} ${event.failure.remedy}`);
    case 'place-recovered':
      return recoveredWords(event);
    case 'place-skipping':
      return { ...at(event.place, `Skipped. ${event.reason}`.trim()), actor: event.actor.id };
    case 'rewound':
      return { place: null, actor: event.actor.id, words: rewoundWords(event) };
    case 'gate-opened':
      return at(
        event.place,
        `${GATE_OPENED} ${quoted(event.artifact.title)} (hash ${event.artifact.sha256.slice(0, 12)}).`,
      );
    case 'gate-decided':
      return decisionWords(event.gate, event.decision);
    case 'question-asked':
    case 'question-answered':
    case 'question-failed':
      return questionWords(event);
    case 'round-opened':
      return {
        place: null,
        actor: null,
        words: `A new round opens from ${event.round.from}. ${ROUND_WORDS[event.round.because]}.`,
      };
    default:
      return tellOfJob(event);
  }
}

/** What concerns the job and no place of it. */
function tellOfJob(event: JobEvent): Words | null {
  switch (event.type) {
    case 'budget-set':
      return {
        place: null,
        actor: event.actor.id,
        words: `Budget: ${limitWords(event.limitMicroUsd)}. ${event.reason}`.trim().slice(0, WORDS_LIMIT),
      };
    case 'paused':
      return { place: null, actor: event.actor.id, words: `Paused. ${event.reason}`.trim() };
    case 'resumed':
      return { place: null, actor: event.actor.id, words: 'Resumed.' };
    case 'ending':
      return {
        place: null,
        actor: event.actor?.id ?? null,
        words: `The job ends: ${event.status}. ${event.reason}`.trim(),
      };
    case 'message-refused':
      return { place: null, actor: event.actor.id, words: `Message ${event.name} was refused: ${event.words}` };
    default:
      return null;
  }
}

function recoveredWords({ place, actor, action }: Extract<JobEvent, { type: 'place-recovered' }>): Words {
  const words = actor === null ? 'Looked again by itself.' : `Recovered: ${action}.`;
  return { ...at(place, words), actor: actor?.id ?? null };
}

function rewoundWords({ because, step, item, changes, fresh }: Extract<JobEvent, { type: 'rewound' }>): string {
  const where = item === null ? `step ${step}` : `item ${item} of step ${step}`;
  const changed = changesInWords(changes);
  const how = changed.length === 0 ? '' : ` Changed: ${changed.join('; ')}.`;
  const anew = fresh ? ' Models are asked anew.' : '';
  return `${because === 'rewind' ? 'Went back' : 'Forked'} to ${where}.${how}${anew}`;
}

function decisionWords(gate: string, decision: Decision): Words {
  const self = decision.selfApproved ? ' (self-approved)' : '';
  const comment = decision.comment === '' ? '' : ` "${decision.comment.slice(0, 500)}"`;
  const words = `${decision.artifact.slice(0, 12)} was ${DECISION_WORDS[decision.decision]}${self}.${comment}`;
  return { place: gate, actor: decision.actor.id, words };
}

function questionWords(event: QuestionEvent): Words {
  const { gate } = event;
  if (event.type === 'question-asked')
    return { place: gate, actor: event.actor.id, words: `Asked: ${quoted(event.text)}` };
  if (event.type === 'question-failed')
    return { place: gate, actor: null, words: `No model answered a question: ${event.failure.message}` };
  const { by, text, citations } = event.answer;
  const cited = citations.length === 0 ? '' : ` (citing ${citations.map(({ id }) => id).join(', ')})`;
  if (by.kind === 'model')
    return { place: gate, actor: null, words: `A question was answered by ${by.model}${cited}: ${text}` };
  return { place: gate, actor: by.actor.id, words: `Answered a question: ${text}` };
}

function at(place: Parameters<typeof placeKey>[0], words: string): Words {
  return { place: placeKey(place), actor: null, words };
}

function doneWords(event: Extract<JobEvent, { type: 'place-done' }>): string {
  const name =
    event.place.item === null ? `Step ${event.place.step}` : `Item ${event.place.item} of ${event.place.step}`;
  const facts = Object.entries(event.facts)
    .map(([fact, value]) => `${fact} ${fact === 'costMicroUsd' ? formatMicroUsd(value) : value}`)
    .join(', ');
  const degraded = event.degraded === null ? '' : ` It did less than asked: ${event.degraded}`;
  if (event.skipped === true) return `${name} is skipped. ${event.degraded ?? ''}`.trim();
  return `${name} is done${facts === '' ? '' : ` (${facts})`}.${degraded}`;
}

function limitWords(limitMicroUsd: number | null): string {
  return limitMicroUsd === null ? 'no limit' : `at most ${formatMicroUsd(limitMicroUsd)}`;
}
