import { z } from 'zod';
import type { ModelTask } from './routing.ts';

/** Every step name of every job kind, in the order of the report job. */
export const stepNameSchema = z.enum(['ingest', 'plan', 'research', 'draft', 'verify', 'approve', 'report']);
export type StepName = z.infer<typeof stepNameSchema>;

/** How much a job's result matters; decides its default gates. */
export const riskSchema = z.enum(['low', 'medium', 'high']);
export type Risk = z.infer<typeof riskSchema>;

/** The steps that a person may be asked to decide. */
export const gateNameSchema = z.enum(['plan', 'approve']);
export type GateName = z.infer<typeof gateNameSchema>;

interface JobKindDeclaration {
  /** One line for lists and forms. */
  title: string;
  /** The steps in the order in which they run. */
  steps: readonly StepName[];
  /** The steps that wait for a person by default. */
  gates: Record<Risk, readonly GateName[]>;
  /** The task whose model writes the draft: a judge should be another one. */
  writer: ModelTask;
}

const DECLARED = {
  report: {
    title: 'Report on a question from documents',
    steps: ['ingest', 'plan', 'research', 'draft', 'verify', 'approve', 'report'],
    gates: { low: [], medium: ['approve'], high: ['plan', 'approve'] },
    writer: 'draft',
  },
  check: {
    title: 'Check of a document against its sources',
    steps: ['ingest', 'plan', 'research', 'draft', 'verify', 'approve', 'report'],
    gates: { low: [], medium: ['approve'], high: ['plan', 'approve'] },
    writer: 'correct',
  },
} satisfies Record<string, JobKindDeclaration>;

/** The kinds of job that exist. Each has its input in `job-input.ts` and its story in `workflows/`: without either nothing compiles. */
export type JobKind = keyof typeof DECLARED;
export const jobKindSchema = z.enum(Object.keys(DECLARED) as [JobKind, ...JobKind[]]);

/** The declared recipe of each job kind. */
export const JOB_KINDS: Readonly<Record<JobKind, JobKindDeclaration>> = DECLARED;
