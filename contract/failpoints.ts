/**
 * Named places at which a test can make a process die, as `kill -9` at that moment would: each stands directly behind an act with an
 * effect. The first six are passed by the worker, the others by the API.
 */
export const FAILPOINTS = [
  /** A call was reserved, or an answered row was found. */
  'call-reserved',
  /** The provider has answered; nothing of it is kept yet. */
  'call-answered',
  /** Any artifact was stored: of a request, an answer, a draft, a report. */
  'artifact-written',
  /** The answer stands in its row; the activity has not returned. */
  'call-settled',
  /** The job's record was written; the job does not know it yet. */
  'record-written',
  /** An activity is done; Temporal does not know it yet. */
  'activity-completed',
  /** The record of revision 0 stands; the workflow was not started. */
  'start-recorded',
  /** The record of a job that goes back after its end stands; its next run was not started. */
  'branch-recorded',
  /** The workflow was started; whoever asked has no answer. */
  'job-started',
  /** Temporal has taken a message to a job; whoever sent it has no answer. */
  'message-accepted',
] as const;
export type Failpoint = (typeof FAILPOINTS)[number];

/** Called whenever a failpoint is passed; may not return. */
export type PassFailpoint = (point: Failpoint) => void;

/** The same port, whose named methods pass a failpoint once they have resolved. They must be asynchronous. */
export function passing<Port extends object>(
  port: Port,
  points: Partial<Record<keyof Port, Failpoint>>,
  pass: PassFailpoint,
): Port {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const point = points[name as keyof Port];
      if (point === undefined) return member.bind(target);
      return async (...given: unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(member, target, given);
        pass(point);
        return result;
      };
    },
  });
}
