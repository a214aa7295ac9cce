import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { failureSchema } from './failures.ts';
import { instantSchema } from './instants.ts';

/** Most characters of a question, and of an answer to it. Both stay in the job's state and history. */
export const QUESTION_CHARS = 2_000;
export const ANSWER_CHARS = 4_000;
/** Questions that one gate takes, and that all gates of a job take together. */
export const QUESTIONS_AT_GATE = 20;
export const QUESTIONS_OF_JOB = 60;
/** Bytes of JSON that all questions of a job may have with their answers: they travel with the state, the record and the report's inputs. */
export const QUESTIONS_BYTES = 100_000;
/** Bytes of JSON that a model's answer may have with its citations; kept free for each that is being asked. */
export const ANSWER_BYTES = 8_000;
/** Answers that one question takes: a model's, and what people add. */
export const ANSWERS_TO_QUESTION = 3;
/** Citations of one answer, and what it may say that could not be shown. */
export const CITATIONS_OF_ANSWER = 12;
export const NOT_SHOWN_OF_ANSWER = 8;

/** What a sentence of an answer rests on; its id stands in brackets behind the sentence. Each was looked up: it exists. */
export const citationSchema = z.object({
  /** `evidence`: numbered evidence of the job, `e12`. `passage`: words of a source, `s2-p14`. `claim`: a sentence or row of the draft, `s3`. */
  kind: z.enum(['evidence', 'passage', 'claim']),
  id: z.string().max(100),
  /** The source's title; of a claim what it stands in. */
  source: z.string().max(300),
  /** Where in the source, in words. */
  place: z.string().max(300),
  /** The words themselves, cut where they are long. */
  quote: z.string().max(400),
});
export type Citation = z.infer<typeof citationSchema>;

/** What a model's answer says, before the job notes who gave it and when. */
export const answerTextSchema = z.object({
  text: z.string().max(ANSWER_CHARS),
  citations: z.array(citationSchema).max(CITATIONS_OF_ANSWER),
  /** What of the question, or of what was answered, nothing shows: each a sentence. */
  notShown: z.array(z.string().max(400)).max(NOT_SHOWN_OF_ANSWER),
});
export type AnswerText = z.infer<typeof answerTextSchema>;

/** An answer with who gave it: a person, or a model. */
export const questionAnswerSchema = answerTextSchema.extend({
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('model'), model: z.string() }),
    z.object({ kind: z.literal('person'), actor: actorSchema }),
  ]),
  at: instantSchema,
});
export type QuestionAnswer = z.infer<typeof questionAnswerSchema>;

/** A question that a person asked at a gate. */
export const questionSchema = z.object({
  /** The id of the message that asked it. */
  id: z.string(),
  /** Counts the questions of a job, from 1. */
  number: z.int().positive(),
  text: z.string().max(QUESTION_CHARS),
  asker: actorSchema,
  at: instantSchema,
  /** `pending`: a model is asked. `failed`: none answered, a person still may. `unanswered`: the gate closed before. */
  status: z.enum(['pending', 'answered', 'failed', 'unanswered']),
  /** Why no model answered; kept beside a person's answer. */
  failure: failureSchema.nullable(),
  /** Oldest first. */
  answers: z.array(questionAnswerSchema).max(ANSWERS_TO_QUESTION),
});
export type Question = z.infer<typeof questionSchema>;
