import { z } from 'zod';

const eventSchema = z.looseObject({ eventId: z.string(), eventTime: z.string(), eventType: z.string() });
const rawSchema = z.object({
  runs: z.array(z.object({ runId: z.string(), history: z.object({ events: z.array(eventSchema) }).nullable() })),
});
type StoredEvent = z.infer<typeof eventSchema>;

/** One event of Temporal's, with the number of its run and the name of what it is about. */
export interface RawEvent extends Pick<StoredEvent, 'eventId' | 'eventTime' | 'eventType'> {
  run: number;
  name: string;
  stored: StoredEvent;
}

/** The events of all runs as one list; `lost` counts the runs of which nothing is left. */
export function rawEventsOf(json: unknown): { events: RawEvent[]; runs: number; lost: number } {
  const { runs } = rawSchema.parse(json);
  const events = runs.flatMap(({ history }, run) =>
    (history?.events ?? []).map((stored): RawEvent => {
      const { eventId, eventTime, eventType } = stored;
      return { eventId, eventTime, eventType, run: run + 1, name: nameIn(stored), stored };
    }),
  );
  return { events, runs: runs.length, lost: runs.filter(({ history }) => history === null).length };
}

/** `EVENT_TYPE_ACTIVITY_TASK_SCHEDULED` as words. */
export function typeInWords(type: string): string {
  const words = type
    .replace(/^EVENT_TYPE_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const NAMED = ['activityType', 'workflowType', 'signalName', 'updateName'];

/** What an event names: its activity, message or timer. */
function nameIn(event: StoredEvent): string {
  const attributes = attributesOf(event);
  for (const key of NAMED) {
    const value = attributes[key];
    if (typeof value === 'string') return value;
    if (isObject(value) && typeof value.name === 'string') return value.name;
  }
  const input = isObject(attributes.acceptedRequest) ? attributes.acceptedRequest.input : attributes.request;
  return isObject(input) && typeof input.name === 'string' ? input.name : '';
}

function attributesOf(event: StoredEvent): Record<string, unknown> {
  const [, attributes] = Object.entries(event).find(([key]) => key.endsWith('EventAttributes')) ?? [];
  return isObject(attributes) ? attributes : {};
}

/** All of an event on lines, its payloads as the JSON that they hold. */
export function detailsOf({ stored }: RawEvent): string {
  return JSON.stringify(readable(stored), null, 2);
}

/** Payloads are base64 in Temporal's JSON: those of JSON are read, everything else stays as it is. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isObject(value)) return value;
  if (typeof value.data === 'string' && isObject(value.metadata)) return payloadOf(value.data) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

function payloadOf(base64: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
