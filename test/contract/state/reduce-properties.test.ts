import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FAILURES, type FailureCode, failure } from '../../../contract/failures.ts';
import { type Place, placeKey } from '../../../contract/place.ts';
import type { JobEvent } from '../../../contract/state/events.ts';
import { initialState } from '../../../contract/state/initial-state.ts';
import { type JobState, jobStateSchema } from '../../../contract/state/job-state.ts';
import { jobStatusOf, waitsFor } from '../../../contract/state/job-status.ts';
import { reduce } from '../../../contract/state/reduce.ts';
import { currentPlace, roundOf } from '../../../contract/state/rounds.ts';
import { viewOf } from '../../../contract/state/view-of.ts';
import { jobViewSchema } from '../../../contract/view.ts';
import { fakeRef } from '../../support/fake-ref.ts';
import { AT, decision, finished, gateOpened, opened, parked, started } from '../../support/job-events.ts';
import { PERSON, reportInput } from '../../support/job-input.ts';

/** What happens next, chosen by numbers: the engine's own rules decide which event that is, so that only possible ones come. */
interface Choice {
  step: 'plan' | 'research' | 'draft' | 'verify';
  item: string | null;
  what: number;
  cost: number | null;
  code: FailureCode;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  step: fc.constantFrom('plan', 'research', 'draft', 'verify'),
  item: fc.constantFrom(null, 'q1', 'q2'),
  what: fc.nat(11),
  cost: fc.option(fc.nat(5_000)),
  code: fc.constantFrom(...(Object.keys(FAILURES) as FailureCode[])),
});

function onPlace(state: JobState, place: Place, { what, code }: Choice): JobEvent | null {
  const found = state.places[placeKey(place)];
  if (found === undefined) return opened(place, place.item !== null);
  if (found.status === 'done') return null;
  if (found.status === 'pending') return started(place);
  if (found.status === 'needs_attention') return { type: 'place-recovered', place, actor: PERSON, action: 'retry' };
  if (found.status === 'waiting' && what === 4)
    return { type: 'question-asked', gate: found.gate, id: `m${state.revision}`, text: 'Why?', actor: PERSON };
  if (found.status === 'waiting')
    return { type: 'gate-decided', gate: found.gate, decision: decision(found.gate, 'approve') };
  if (what === 0) return parked(place, failure(code, 'x'.repeat(1_900)));
  if (what === 1) return gateOpened(place, `w${found.attempt}`);
  if (what === 2 && found.agent !== null)
    return { type: 'turn-taken', place, answer: fakeRef('a'), transcript: fakeRef('t').sha256, calls: [], made: [] };
  if (what === 3) return { type: 'tool-answered', place, index: 0, result: fakeRef('r').sha256, found: 1 };
  if (what === 4)
    return {
      type: 'place-reattempted',
      place,
      tried: found.tried,
      remedy: { kind: 'enlarge' },
      words: 'y'.repeat(3_000),
    };
  return finished(place);
}

function eventOf(state: JobState, chosen: Choice): JobEvent | null {
  const { step, item, what, cost } = chosen;
  if (what === 6) {
    const receipt = {
      model: `m${cost}`,
      inputTokens: 1,
      cachedTokens: 0,
      outputTokens: 1,
      costMicroUsd: cost,
      reused: cost === 0,
    };
    return { type: 'call-answered', receipt };
  }
  if (what === 7)
    return {
      type: 'round-opened',
      round: { from: step, because: 'revise', base: fakeRef('b'), findings: null, comment: '' },
    };
  if (what === 8)
    return state.paused === null
      ? { type: 'paused', running: 'finish', reason: '', actor: PERSON }
      : { type: 'resumed', actor: PERSON };
  if (what === 9) return { type: 'record-behind', behind: !state.recordBehind };
  if (what === 10) return { type: 'message-answered', messageId: String(cost) };
  return onPlace(state, currentPlace(state, step, item), chosen);
}

describe('any sequence of events', () => {
  test('keeps what is done, grows in revision, never repeats a round, adds up, and parses', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 80 }), (choices) => {
        let state = initialState(reportInput('job'), AT);
        let [calls, cost] = [0, 0];
        for (const chosen of choices) {
          const event = eventOf(state, chosen);
          if (event === null) continue;
          const before = state;
          state = reduce(before, event, AT);
          if (event.type === 'call-answered') {
            calls += 1;
            cost += event.receipt.costMicroUsd ?? 0;
          }
          expect(state.revision).toBeGreaterThanOrEqual(before.revision);
          for (const [key, place] of Object.entries(before.places)) {
            expect(state.places[key]?.attempt).toBeGreaterThanOrEqual(place.attempt);
            if (place.status === 'done') expect(state.places[key]).toBe(place);
          }
        }
        const rounds = state.rounds.map(({ round }) => round);
        expect(new Set(rounds).size).toBe(rounds.length);
        expect(state.totals).toMatchObject({ calls, costMicroUsd: cost });
        expect(jobStateSchema.parse(state)).toEqual(state);
        expect(jobViewSchema.parse(viewOf(state))).toEqual(viewOf(state));
        expect(waitsFor(state).length).toBeGreaterThan(0);
        expect(jobStatusOf(state) === 'paused').toBe(state.paused !== null);
        expect(roundOf(state, 'report').round).toBe(rounds.at(-1));
      }),
      { numRuns: 150 },
    );
  });
});
