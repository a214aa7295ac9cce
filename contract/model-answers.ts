import { z } from 'zod';
import { foundPassageSchema } from './tools.ts';

/*
 * What models are asked to answer: one schema a task. All fields are required and nullable rather than optional,
 * as strict JSON-schema output demands. The name of a schema is what the offline model dispatches on.
 */

/** Answer to task `plan`. */
export const planAnswerSchema = z.object({
  title: z.string().describe('Title of the report, at most 120 characters'),
  subQuestions: z
    .array(z.object({ question: z.string(), why: z.string() }))
    .describe('1 to 12 questions that can be answered apart from each other'),
  outline: z.array(z.string()),
  successCriteria: z.array(z.string()),
  wouldChangeTheAnswer: z.array(z.string()),
});

/** A pointer to evidence as a model gives it: a passage with exact words of it, or the id of a query that it ran. */
export const evidencePointerSchema = z.object({
  passageId: z.string().nullable().describe('Id of a passage that a tool returned; null for a query'),
  quote: z.string().nullable().describe('Exact words copied from that passage; null for a query'),
  queryId: z.string().nullable().describe('Id that query_table returned; null for a passage'),
});
export type EvidencePointer = z.infer<typeof evidencePointerSchema>;

const pointedStatement = z.object({ text: z.string(), evidence: z.array(evidencePointerSchema) });

/** Answer to task `research`, given when no more tools are needed. */
export const researchAnswerSchema = z.object({
  status: z.enum(['answered', 'partly', 'not-answered']),
  statements: z.array(pointedStatement).describe('Statements of fact, each with the evidence it rests on'),
  conflicts: z
    .array(z.object({ about: z.string(), sides: z.array(pointedStatement) }))
    .describe('Where sources disagree: every side with its evidence'),
  gaps: z.array(z.string()).describe('What the documents do not answer'),
});

const draftedSentence = z.object({
  kind: z.enum(['fact', 'analysis', 'recommendation']),
  text: z.string().describe('One sentence on one line'),
  evidence: z.array(z.string()).describe('Ids such as e12 from the fenced evidence; a fact needs at least one'),
});

/** A drafted block; which fields count depends on `type`, the others are empty. */
export const draftedBlockSchema = z.object({
  type: z.enum(['heading', 'paragraph', 'list', 'quotation', 'table']),
  text: z.string().describe('Heading text or table caption; else empty'),
  sentences: z
    .array(draftedSentence)
    .describe('Of a paragraph or quotation; for a list one sentence an item; else empty'),
  columns: z.array(z.string()).describe('Of a table; else empty'),
  rows: z
    .array(z.object({ cells: z.array(z.string()), evidence: z.array(z.string()) }))
    .describe('Of a table; else empty'),
});

/** Answer to task `draft`. */
export const draftAnswerSchema = z.object({ title: z.string(), blocks: z.array(draftedBlockSchema) });

/** Answer to task `judge`: a verdict for each claim that was given. */
export const judgeAnswerSchema = z.object({
  verdicts: z.array(
    z.object({
      claimId: z.string(),
      verdict: z.enum(['supported', 'contradicted', 'insufficient']),
      reason: z.string(),
    }),
  ),
});

/** Answer to task `match`: what the sources say to each sentence of a document that is checked. */
export const claimEvidenceSchema = z.object({
  sentences: z.array(
    z.object({
      id: z.string(),
      isClaim: z.boolean().describe('Whether it states something that sources can bear out or refute'),
      evidence: z.array(evidencePointerSchema).describe('What bears it out; empty where nothing does'),
      otherwise: z
        .array(pointedStatement)
        .describe('What sources say against it, each statement with its evidence; else empty'),
    }),
  ),
});

/** Answer to task `correct`: what becomes of each faulty claim. */
export const correctionsSchema = z.object({
  corrections: z.array(
    z.object({
      claimId: z.string(),
      action: z.enum(['keep', 'change', 'remove']),
      text: z.string().nullable().describe('The corrected sentence on one line for change; else null'),
      evidence: z.array(z.string()).describe('Ids such as e12 that the change or removal rests on'),
      reason: z.string().describe('One sentence that says why'),
    }),
  ),
});

/** A pointer to what a sentence of an answer rests on: one of the three, the others null. */
export const answerPointerSchema = z.object({
  evidenceId: z.string().nullable().describe('Id such as e12 from the fenced evidence; else null'),
  passageId: z.string().nullable().describe('Id of a fenced passage, together with a quote; else null'),
  quote: z.string().nullable().describe('Exact words copied from that passage; else null'),
  claimId: z.string().nullable().describe('Id such as s3 from the fenced draft-claims; else null'),
});
export type AnswerPointer = z.infer<typeof answerPointerSchema>;

/** Answer to task `ask`: what a reviewer asked at a gate. */
export const askAnswerSchema = z.object({
  statements: z
    .array(z.object({ text: z.string().describe('One sentence on one line'), restsOn: z.array(answerPointerSchema) }))
    .describe('The answer, sentence by sentence, each with what it rests on'),
  notShown: z.array(z.string()).describe('What of the question the material does not show, a sentence each'),
});

/** Answer to a probe, which asks whether a model answers at all: the words that it was given. */
export const echoAnswerSchema = z.object({ text: z.string().describe('The words of the fenced comment, unchanged') });

/** The answer schemas by the name under which a request carries them. */
export const MODEL_ANSWERS = {
  plan: planAnswerSchema,
  research_notes: researchAnswerSchema,
  draft: draftAnswerSchema,
  claim_verdicts: judgeAnswerSchema,
  claim_evidence: claimEvidenceSchema,
  corrections: correctionsSchema,
  question_answer: askAnswerSchema,
  echo: echoAnswerSchema,
} as const;
export type ModelAnswerName = keyof typeof MODEL_ANSWERS;

/** What the fenced blocks hold that reach a model, by fence name. */
export const FENCED_VALUES = {
  question: z.object({ question: z.string(), audience: z.string(), length: z.string(), language: z.string() }),
  brief: z.object({ text: z.string() }),
  sources: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      headings: z.array(z.string()),
      tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
    }),
  ),
  plan: z.object({ title: z.string(), outline: z.array(z.string()), successCriteria: z.array(z.string()) }),
  'sub-question': z.object({ id: z.string(), question: z.string(), why: z.string() }),
  limits: z.object({ turnsLeft: z.number() }),
  notes: z.array(
    z.object({
      item: z.string(),
      question: z.string(),
      status: z.string(),
      statements: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
      conflicts: z.array(
        z.object({ about: z.string(), sides: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })) }),
      ),
      gaps: z.array(z.string()),
    }),
  ),
  evidence: z.array(
    z.object({
      id: z.string(),
      source: z.string(),
      place: z.string(),
      quote: z.string(),
      query: z.string().nullable(),
      /** The whole passage around the quote; given to the judge only, and null for a query. */
      passage: z.string().nullable().optional(),
      /** Headings over that passage, outermost first; of a table its header. */
      headings: z.array(z.string()).optional(),
      /** How its source begins, which may say when it was written or what it supersedes; given to the judge only. */
      opening: z.string().optional(),
    }),
  ),
  claims: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      evidence: z.array(z.string()),
      against: z.array(
        z.object({
          source: z.string(),
          place: z.string(),
          text: z.string(),
          headings: z.array(z.string()).optional(),
          opening: z.string().optional(),
        }),
      ),
    }),
  ),
  /** Sentences and rows of a document under check; `context` is the heading above, and the columns of a row's table. */
  sentences: z.array(z.object({ id: z.string(), text: z.string(), context: z.string() })),
  'faulty-claims': z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      context: z.string(),
      verdict: z.string(),
      evidence: z.array(z.string()),
      /** What the sources say otherwise. */
      otherwise: z.array(z.object({ text: z.string(), evidence: z.array(z.string()) })),
      findings: z.array(z.string()),
    }),
  ),
  'previous-draft': z.object({ markdown: z.string() }),
  findings: z.array(z.object({ claimText: z.string().nullable(), message: z.string() })),
  comment: z.object({ text: z.string() }),
  /** A reviewer's question, and what waits for the decision. */
  asked: z.object({ text: z.string(), about: z.enum(['plan', 'draft', 'tool call']) }),
  /** What waits, where it is no draft. */
  shown: z.object({ text: z.string() }),
  'draft-claims': z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      text: z.string(),
      section: z.string(),
      evidence: z.array(z.string()),
      verdict: z.string(),
      reason: z.string(),
    }),
  ),
  /** Passages that share words with what was asked. */
  passages: z.array(foundPassageSchema),
} as const;
