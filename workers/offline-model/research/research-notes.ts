import type { z } from 'zod';
import type { EvidencePointer, researchAnswerSchema } from '../../../contract/model-answers.ts';
import { weightsOf } from '../text/relevance.ts';
import { namesQuantity } from '../text/values.ts';
import { oneLine, termsOf } from '../text/words.ts';
import type { Transcript } from '../transcript.ts';
import { rankSentences, type ScoredSentence } from './best-sentences.ts';
import { conflictsAmong, type FoundConflict } from './conflicts.ts';
import { type Findings, type FoundSentence, findingsOf } from './found-sentences.ts';
import { headedStatements } from './headed-answers.ts';
import { holdsNames } from './proper-names.ts';
import { type QuestionKind, questionKind } from './question-kind.ts';

/** Notes in the shape of the schema `research_notes`. */
export type ResearchNotes = z.infer<typeof researchAnswerSchema>;
type Statement = ResearchNotes['statements'][number];

/** What computing a question came to. */
export interface ComputedStatements {
  queryId: string;
  sentences: readonly string[];
  /** Why a result is not told, or a question not computed; null where there is nothing to say. */
  remark: string | null;
}

const MOST_CONFLICTS = 3;

/** Writes an item's notes: computed values, the sentences that answer, where they disagree, and what is not answered. */
export function researchNotes(
  question: string,
  transcript: Transcript,
  computed: ComputedStatements | null,
): ResearchNotes {
  const findings = findingsOf(transcript);
  const kind = questionKind(question);
  const ranked = rankSentences(question, kind, findings);
  const conflicts = conflictsFor(question, kind, conflictsAmong(findings.sentences), findings);
  const inConflict = new Set(conflicts.flatMap((conflict) => conflict.sides.map((side) => side.text)));
  const values = (computed?.sentences ?? []).map((text) => ({
    text,
    evidence: [queryPointer(computed?.queryId ?? '')],
  }));
  const headed = headedStatements(question, transcript);
  const quotes = (headed.length > 0 ? [] : ranked.answers)
    .filter((one) => values.length === 0 || saysItToo(one, question))
    .filter(({ sentence }) => !inConflict.has(sentence.text));
  const statements = [...values, ...headed, ...quotes.map(statementOf)];
  const remark = computed?.remark ? [`Not computed for "${oneLine(question)}": ${computed.remark}.`] : [];
  if (statements.length === 0 && conflicts.length === 0) {
    const why = computed?.remark ? ` (not computed: ${computed.remark})` : '';
    return { status: 'not-answered', statements: [], conflicts: [], gaps: [`${notAnswered(question)}${why}`] };
  }
  const missing = kind.kind === 'fact' && values.length + headed.length === 0 ? ranked.absent : [];
  const gaps = [...remark, ...missing.map((word) => `These documents do not mention "${word}".`)];
  return {
    status: gaps.length > 0 ? 'partly' : 'answered',
    statements,
    conflicts: conflicts.map((conflict) => ({
      about: conflict.about,
      sides: conflict.sides.map((side) => sideOf(side)),
    })),
    gaps,
  };
}

/** Whether a sentence states by itself what was computed: it holds every term of the question and a quantity. */
function saysItToo({ sentence }: ScoredSentence, question: string): boolean {
  return namesQuantity(sentence.text) && termsOf(question).every((term) => sentence.terms.has(term));
}

/** The sentence for a question without an answer. */
export function notAnswered(question: string): string {
  return `These documents do not answer: "${oneLine(question)}"`;
}

function conflictsFor(
  question: string,
  kind: QuestionKind,
  conflicts: readonly FoundConflict[],
  findings: Findings,
): FoundConflict[] {
  const terms = termsOf(question);
  const weights = weightsOf(terms, findings.passages);
  const isNamed = holdsNames(question, findings);
  const isMeant = (conflict: FoundConflict): boolean => {
    if (kind.kind === 'fact')
      return (
        weights.absent.length === 0 &&
        weights.coverage(conflict.shared) >= 0.6 &&
        conflict.sides.every((side) => isNamed(side))
      );
    return conflict.shared.size >= 3 && terms.some((term) => conflict.shared.has(term));
  };
  return conflicts.filter(isMeant).slice(0, MOST_CONFLICTS);
}

function queryPointer(queryId: string): EvidencePointer {
  return { passageId: null, quote: null, queryId };
}

function sideOf(sentence: FoundSentence): Statement {
  const evidence = [{ passageId: sentence.passageId, quote: sentence.quote, queryId: null }];
  return { text: sentence.text, evidence };
}

function statementOf({ sentence }: ScoredSentence): Statement {
  return sideOf(sentence);
}
