import { cutLine, termsOf } from '../text/words.ts';
import { askedQuestions } from './split-question.ts';

/** A plan's questions after a reviewer's comment, with what is said about the comment. */
export interface ChangedQuestions {
  questions: string[];
  remarks: string[];
}

const LEAVE_OUT = /\b(?:drop|remove|delete|leave out|without|skip)\b/i;

/**
 * Carries out what of a comment can be carried out by rule: its questions are added, and a sentence that says "leave out"
 * takes away the questions that hold most of its words. What is not understood is named as such.
 */
export function applyComment(questions: readonly string[], comment: string): ChangedQuestions {
  if (comment === '') return { questions: [...questions], remarks: [] };
  const quoted = `The comment "${cutLine(comment, 300)}"`;
  let kept = [...questions];
  for (const sentence of comment.split(/(?<=[.!?])\s+|\n/)) {
    if (!LEAVE_OUT.test(sentence)) continue;
    const wanted = termsOf(sentence.replace(LEAVE_OUT, '').replace(/\bquestions?\b/gi, ''));
    const isMeant = (question: string): boolean => {
      const terms = new Set(termsOf(question));
      return wanted.length > 0 && wanted.filter((term) => terms.has(term)).length / wanted.length > 0.5;
    };
    const rest = kept.filter((question) => !isMeant(question));
    if (rest.length > 0) kept = rest;
  }
  const added = comment.includes('?') ? askedQuestions(comment).questions.filter((one) => one.endsWith('?')) : [];
  const all = [...kept, ...added.filter((one) => !kept.includes(one))];
  const isChanged = all.length !== questions.length || added.length > 0;
  const remark = isChanged
    ? `${quoted} changed the list of questions.`
    : `${quoted} was received; the offline model could not turn it into a change of the questions.`;
  return { questions: all, remarks: [remark] };
}
