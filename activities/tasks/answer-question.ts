import { type Claim, claimsOf, type Draft, draftSchema } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { type Passage, type SourceSet, sourceSetSchema } from '../../contract/evidence/source.ts';
import { numberedNotesSchema } from '../../contract/notes.ts';
import { planSchema } from '../../contract/plan.ts';
import { type Verification, verificationSchema } from '../../contract/verification.ts';
import type { Activities, QuestionInputs } from '../activities.ts';
import { modelAnswerSchema } from '../models/port.ts';
import { type CallPorts, recordedCall } from '../models/recorded-call.ts';
import { dataFence, userMessage } from './data-fence.ts';
import { notOk } from './model-result.ts';
import { type Citable, passagesNamed, readAnswer } from './question-answer.ts';
import type { SourcePassages } from './source-passages.ts';
import { houseBriefFence, questionFence, readArtifact, sourceTitle } from './task-data.ts';
import { evidenceFence } from './write-draft.ts';

/** What answering works with beyond a call. */
export interface QuestionPorts extends CallPorts {
  passages: SourcePassages;
}

/** What was read of the job for a question. */
interface Material {
  sources: SourceSet;
  draft: Draft | null;
  verification: Verification | null;
  /** All numbered evidence of the job. */
  evidence: readonly Evidence[];
  /** Passages that share words with the question. */
  found: readonly Passage[];
}

/** Passages looked up for a question, and their characters together. */
const MOST_PASSAGES = 12;
const MOST_PASSAGE_CHARS = 16_000;

/** Makes the activity that has a model answer a reviewer's question about what waits at a gate. */
export function createAnswerQuestion(ports: QuestionPorts): Activities['answerQuestion'] {
  return async (request, inputs) => {
    const material = await materialOf(ports, inputs);
    const call = await recordedCall(
      ports,
      request,
      {
        task: 'ask',
        messages: [userMessage(...(await questionFences(ports, inputs, material)))],
        last: null,
        tools: [],
        toolChoice: 'none',
        answer: 'question_answer',
      },
      async (_answer, value) => ({
        kind: 'ok',
        value: readAnswer(value, await citable(ports, material, passagesNamed(value))),
      }),
    );
    return call.outcome === 'ok' ? { outcome: 'ok', answer: call.value, receipt: call.receipt } : notOk(call);
  };
}

async function materialOf(ports: QuestionPorts, inputs: QuestionInputs): Promise<Material> {
  const { artifacts } = ports;
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const notes = inputs.notes === null ? null : await readArtifact(artifacts, inputs.notes, numberedNotesSchema);
  return {
    sources,
    draft: inputs.about === 'draft' ? await readArtifact(artifacts, inputs.shown, draftSchema) : null,
    verification:
      inputs.verification === null ? null : await readArtifact(artifacts, inputs.verification, verificationSchema),
    evidence: notes?.evidence ?? [],
    found: await ports.passages.like(sources, inputs.text, MOST_PASSAGES),
  };
}

/** Everything that an answer may cite: what it was given, and any passage of the sources. */
async function citable(ports: QuestionPorts, material: Material, named: ReadonlySet<string>): Promise<Citable> {
  const { sources, draft, evidence } = material;
  return {
    sources,
    evidence: new Map(evidence.map((one) => [one.id, one])),
    passages: await ports.passages.byId(sources, named),
    claims: new Map(claimsIn(draft).map((claim) => [claim.id, claim])),
  };
}

async function questionFences(ports: QuestionPorts, inputs: QuestionInputs, material: Material): Promise<string[]> {
  const { artifacts } = ports;
  const { sources, draft, verification, found } = material;
  const claims = claimsIn(draft);
  const cited = new Set(claims.flatMap(({ evidence }) => evidence));
  return [
    await questionFence(artifacts, inputs.brief),
    await houseBriefFence(artifacts, inputs.houseBrief),
    inputs.about === 'draft' ? claimsFence(claims, verification) : dataFence('shown', await shownAt(ports, inputs)),
    verification === null ? '' : findingsFence(claims, verification),
    evidenceFence({ evidence: material.evidence.filter(({ id }) => cited.has(id)) }, sources),
    dataFence('passages', passagesShown(sources, found)),
    dataFence('asked', { text: inputs.text, about: inputs.about }),
  ];
}

function claimsIn(draft: Draft | null): Claim[] {
  return draft === null ? [] : claimsOf(draft);
}

function claimsFence(claims: readonly Claim[], verification: Verification | null): string {
  const verdicts = new Map(verification?.verdicts.map((verdict) => [verdict.claimId, verdict]));
  return dataFence(
    'draft-claims',
    claims.map(({ id, kind, text, section, evidence }) => {
      const { verdict = 'unchecked', reason = '' } = verdicts.get(id) ?? {};
      return { id, kind, text, section, evidence, verdict, reason };
    }),
  );
}

function findingsFence(claims: readonly Claim[], { findings }: Verification): string {
  const texts = new Map(claims.map(({ id, text }) => [id, text]));
  return dataFence(
    'findings',
    findings.map(({ claimId, message }) => ({ claimText: texts.get(claimId ?? '') ?? null, message })),
  );
}

/** What waits where it is no draft: a plan, or the call of a tool as the model wrote it. */
async function shownAt({ artifacts }: QuestionPorts, { about, shown }: QuestionInputs): Promise<{ text: string }> {
  if (about === 'tool call') {
    const { toolCalls } = await readArtifact(artifacts, shown, modelAnswerSchema);
    return { text: toolCalls.map((call) => `${call.name} ${call.arguments}`).join('\n') };
  }
  const plan = await readArtifact(artifacts, shown, planSchema);
  const questions = plan.subQuestions.map(({ id, question, why }) => `${id}: ${question} (${why})`);
  return { text: [plan.title, ...questions, ...plan.outline, ...plan.successCriteria].join('\n') };
}

function passagesShown(sources: SourceSet, found: readonly Passage[]) {
  let chars = 0;
  const fitting = found.filter(({ text }, at) => {
    chars += text.length;
    return at === 0 || chars <= MOST_PASSAGE_CHARS;
  });
  return fitting.map(({ id, sourceId, headings, locator, text }) => ({
    passageId: id,
    sourceId,
    sourceTitle: sourceTitle(sources, sourceId),
    headings,
    locator,
    text,
  }));
}
