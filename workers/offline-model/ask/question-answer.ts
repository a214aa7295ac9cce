import type { z } from 'zod';
import type { AnswerPointer, askAnswerSchema, EvidencePointer } from '../../../contract/model-answers.ts';
import type { RequestData } from '../request-data.ts';
import { notAnswered, researchNotes } from '../research/research-notes.ts';
import { termsOf } from '../text/words.ts';
import type { MadeCall, ToolName, Transcript } from '../transcript.ts';

type Answer = z.infer<typeof askAnswerSchema>;
type Statement = Answer['statements'][number];

const NOTHING: AnswerPointer = { evidenceId: null, passageId: null, quote: null, claimId: null };
/** Ids of sentences and rows of a draft, and of evidence, as people write them. */
const NAMED = /(?<![\w-])[sre]\d+(?![\w-])/g;

/**
 * Answers a reviewer's question by retrieval alone: what is known of the sentences and evidence that it names, then the sentences of
 * the passages given that answer it, word for word, both sides where they disagree; else it says that nothing does.
 */
export function questionAnswer(data: RequestData): Answer {
  const { text } = data.required('asked');
  const passages = data.required('passages').map((passage) => ({ ...passage, score: 0 }));
  const named = namedIn(text, data);
  const found = researchNotes(text, searched(text, passages), null);
  const sides = found.conflicts.flatMap((conflict) => conflict.sides);
  const quoted = [...found.statements, ...sides].map(({ text: words, evidence }) => ({
    text: words,
    restsOn: evidence.flatMap(pointerOf),
  }));
  const distinct = quoted.filter(({ text: words }, at) => quoted.findIndex((one) => one.text === words) === at);
  const isToldWhole = named.length > 0 && asksOnlyOfNamed(text);
  const notShown = distinct.length === 0 ? [notAnswered(text)] : found.gaps;
  return { statements: [...named, ...distinct], notShown: isToldWhole ? [] : notShown };
}

/** Words with which people ask what was found about a sentence, and nothing beyond it. */
const OF_VERIFYING = new Set(
  termsOf(
    'wrong right true correct claim sentence row evidence verdict verify verification support supported unsupported ' +
      'contradict contradicted insufficient unchecked check checked found finding rest cite cited mean problem reason',
  ),
);

/** Whether a question asks nothing beyond what was found about what it names. */
function asksOnlyOfNamed(text: string): boolean {
  return termsOf(text.replaceAll(NAMED, ' ')).every((term) => OF_VERIFYING.has(term));
}

/** What is known of the sentences and evidence that a question names by their ids. */
function namedIn(text: string, data: RequestData): Statement[] {
  const claims = new Map(data.optional('draft-claims')?.map((claim) => [claim.id, claim]));
  const evidence = new Map(data.optional('evidence')?.map((one) => [one.id, one]));
  return [...new Set(text.match(NAMED))].flatMap((id): Statement[] => {
    const claim = claims.get(id);
    if (claim !== undefined) {
      const reason = claim.reason === '' ? '' : `: ${claim.reason}`;
      const cited = claim.evidence.filter((one) => evidence.has(one)).map((one) => ({ ...NOTHING, evidenceId: one }));
      const words = `Verification found ${id}, "${claim.text}", ${claim.verdict}${reason}`;
      return [{ text: words, restsOn: [{ ...NOTHING, claimId: id }, ...cited] }];
    }
    const one = evidence.get(id);
    return one === undefined ? [] : [{ text: `${id} reads "${one.quote}"`, restsOn: [{ ...NOTHING, evidenceId: id }] }];
  });
}

/** The passages as the one search of a conversation would have given them. */
function searched(
  query: string,
  passages: NonNullable<MadeCall<'search_documents'>['result']>['passages'],
): Transcript {
  const search: MadeCall<'search_documents'> = {
    name: 'search_documents',
    arguments: { query },
    result: { passages },
    error: null,
  };
  const calls: MadeCall[] = [search];
  return {
    of: <Name extends ToolName>(name: Name) => calls.filter((call): call is MadeCall<Name> => call.name === name),
    isEmpty: false,
  };
}

function pointerOf({ passageId, quote }: EvidencePointer): AnswerPointer[] {
  return passageId === null ? [] : [{ ...NOTHING, passageId, quote }];
}
