import type { Actor } from '../actor.ts';
import type { ArtifactRef } from '../artifact.ts';
import type { CallReceipt } from '../calls.ts';
import type { Tried } from '../failure-policy.ts';
import type { Failure } from '../failures.ts';
import type { Sha256 } from '../ids.ts';
import type { StepName } from '../job-kind.ts';
import type { Place } from '../place.ts';
import type { QuestionAnswer } from '../questions.ts';
import type { RecoverActionKind } from '../recovery/actions.ts';
import type { Changes, PlaceChanges } from '../recovery/changes.ts';
import type { MadeCall, ModelRequest } from '../steps.ts';
import type { ToolCallRef } from '../tools.ts';
import type { Decision, Round } from './job-state.ts';

/** What changes a job. State + event → state, in `reduce.ts`; nothing else writes the state. */
export type JobEvent =
  | { type: 'run-started'; runId: string }
  | { type: 'place-opened'; place: Place; title: string; agent: boolean }
  | { type: 'place-started'; place: Place }
  | { type: 'place-reattempted'; place: Place; tried: Tried; remedy: ModelRequest['remedy']; words: string }
  | { type: 'call-answered'; receipt: CallReceipt; place?: Place }
  | {
      type: 'turn-taken';
      place: Place;
      answer: ArtifactRef;
      transcript: Sha256;
      calls: ToolCallRef[];
      made: MadeCall[];
    }
  | { type: 'tool-answered'; place: Place; index: number; result: Sha256; found: number }
  | {
      type: 'place-done';
      place: Place;
      output: ArtifactRef | null;
      facts: Record<string, number>;
      degraded: string | null;
      edited: boolean;
      skipped?: boolean;
    }
  | {
      type: 'place-parked';
      place: Place;
      failure: Failure;
      actions: readonly RecoverActionKind[];
      looksAgainAtMs: number | null;
    }
  | {
      type: 'place-recovered';
      place: Place;
      actor: Actor | null;
      action: string;
      /** What a person changed about this place. */
      changes?: PlaceChanges;
      /** What a person changed about the job, which the place reads. */
      input?: Changes;
    }
  | { type: 'place-skipping'; place: Place; actor: Actor; reason: string }
  | {
      type: 'rewound';
      because: 'rewind' | 'fork';
      step: StepName;
      item: string | null;
      changes: Changes;
      fresh: boolean;
      actor: Actor;
    }
  | {
      type: 'gate-opened';
      gate: string;
      place: Place;
      toolCall: string | null;
      artifact: ArtifactRef;
      beside: ArtifactRef | null;
    }
  | { type: 'gate-decided'; gate: string; decision: Decision }
  | { type: 'question-asked'; gate: string; id: string; text: string; actor: Actor }
  | { type: 'question-answered'; gate: string; question: string; answer: Omit<QuestionAnswer, 'at'> }
  | { type: 'question-failed'; gate: string; question: string; failure: Failure }
  | { type: 'round-opened'; round: Omit<Round, 'round' | 'generation'> }
  | { type: 'budget-set'; limitMicroUsd: number | null; reason: string; actor: Actor }
  | { type: 'paused'; running: 'finish' | 'cancel'; reason: string; actor: Actor }
  | { type: 'resumed'; actor: Actor }
  | { type: 'ending'; status: 'done' | 'rejected' | 'cancelled' | 'aborted'; reason: string; actor: Actor | null }
  | { type: 'ended' }
  | { type: 'message-answered'; messageId: string }
  | { type: 'message-refused'; name: string; actor: Actor; words: string }
  | { type: 'record-behind'; behind: boolean };
