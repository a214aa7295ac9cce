import { setTimeout as sleep } from 'node:timers/promises';
import type { Member } from '../../workers/ops/scaled-out/members.ts';

/** Members of one kind, started again whenever one has died, as a machine's own supervisor does. */
export interface KeptMembers {
  /** One that serves, in turn; any where none does. */
  next(): Member;
  /** The process of one that serves, in turn; with `not`, that of the member whose process that was. Undefined while there is none. */
  pid(not?: number): number | undefined;
  /** Of all that serve. */
  pids(): number[];
  /** Ends the watch; the members go on. */
  stop(): Promise<void>;
}

const LOOK_MS = 50;

/** Looks after members that run and serve; one that died is started after `awayMs`. */
export function keepRunning(members: readonly Member[], awayMs: number): KeptMembers {
  const ofPid = new Map(members.map((member) => [member.pid, member]));
  const starting = new Set<Member>();
  let isOver = false;
  let turn = 0;
  const keep = async (member: Member): Promise<void> => {
    while (!isOver) {
      await sleep(LOOK_MS);
      if (member.isRunning()) continue;
      starting.add(member);
      await sleep(awayMs);
      if (isOver) return;
      // One that dies at its start is started again like any other.
      const serves = member.start().catch(() => {});
      ofPid.set(member.pid, member);
      await serves;
      starting.delete(member);
    }
  };
  const watches = members.map(keep);
  const serves = (member: Member): boolean => member.isRunning() && !starting.has(member);
  const next = (): Member => {
    turn += 1;
    const inTurn = members.map((_, index) => members[(turn + index) % members.length] ?? members[0]);
    const found = inTurn.find((member) => member !== undefined && serves(member)) ?? members[0];
    if (found === undefined) throw new Error('There are no members.');
    return found;
  };
  return {
    next,
    pid(not) {
      const member = not === undefined ? next() : ofPid.get(not);
      return member !== undefined && serves(member) && member.pid !== not ? member.pid : undefined;
    },
    pids: () => members.filter(serves).map(({ pid }) => pid),
    async stop() {
      isOver = true;
      await Promise.all(watches);
    },
  };
}
