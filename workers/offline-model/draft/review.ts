import { readToldRow } from '../question-forms/telling.ts';
import type { RequestData } from '../request-data.ts';
import { cutLine, termsOf } from '../text/words.ts';
import type { Note, NotedStatement } from './sections.ts';

/** What findings and a reviewer's comment change in a draft. */
export interface Review {
  /** An honest sentence about the comment; null where there is none. */
  remark: string | null;
  isShorter: boolean;
  withoutLeftOut(note: Note): Note;
  order(notes: Note[]): Note[];
}

const SHORTER = /\b(?:shorter|shorten|shorten it|brief(?:er)?|concise|less text|too long|condense|cut down|fewer)\b/i;
const LEAVE_OUT = /\b(?:drop|remove|delete|leave out|omit|take out|without)\b/i;
const FIRST = /\b(?:first|start with|begin with|move up|to the top|at the top|before the rest)\b/i;

/** Reads findings, previous draft and comment. What a comment asks beyond leaving out, ordering and shortening is answered by saying so. */
export function readReview(data: RequestData, notes: readonly Note[]): Review {
  const named = (data.optional('findings') ?? []).flatMap(({ claimText }) =>
    claimText === null ? [] : [plain(claimText)],
  );
  const comment = data.optional('comment')?.text.trim() ?? '';
  const previous = named.length > 0 && comment === '' ? plain(data.optional('previous-draft')?.markdown ?? '') : '';
  const unwanted = matching(comment, LEAVE_OUT, notes);
  const first = matching(comment, FIRST, notes);
  const isShorter = SHORTER.test(comment);
  const isKept = (statement: NotedStatement): boolean =>
    !isNamed(statement.text, named) && wasThere(statement.text, previous);
  return {
    isShorter,
    remark: comment === '' ? null : remarkOn(comment, { isShorter, leftOut: unwanted.length, moved: first.length }),
    withoutLeftOut: (note) => {
      if (unwanted.includes(note.item)) return { ...note, statements: [], conflicts: [] };
      const conflicts = note.conflicts
        .map((conflict) => ({ ...conflict, sides: conflict.sides.filter(isKept) }))
        .filter((conflict) => conflict.sides.length > 1);
      // A side whose counterpart is gone is still a fact that was found.
      const alone = note.conflicts.flatMap(({ sides }) => {
        const kept = sides.filter(isKept);
        return kept.length === 1 ? kept : [];
      });
      return { ...note, statements: [...note.statements.filter(isKept), ...alone], conflicts };
    },
    order: (all) => [
      ...all.filter((note) => first.includes(note.item)),
      ...all.filter((note) => !first.includes(note.item)),
    ],
  };
}

/** Letters and digits alone: what is left of a sentence whatever marks, escapes and citations stand around it. */
function plain(text: string): string {
  return text
    .replace(/\[\^e\d+\]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function isNamed(sentence: string, named: readonly string[]): boolean {
  const row = readToldRow(sentence);
  return named.some(
    (text) => text !== '' && (text === plain(sentence) || (row !== null && text === plain(row.group + row.value))),
  );
}

/** Whether the draft before had it: what an earlier check took away does not come back. Without a previous draft everything was. */
function wasThere(sentence: string, previous: string): boolean {
  const row = readToldRow(sentence);
  return (
    previous === '' ||
    previous.includes(plain(sentence)) ||
    (row !== null && previous.includes(plain(row.group + row.value)))
  );
}

/** The items whose question holds most of the words of a comment's sentence that says such a thing. */
function matching(comment: string, said: RegExp, notes: readonly Note[]): string[] {
  const sentences = comment.split(/(?<=[.!?;])\s+|\n/).filter((sentence) => said.test(sentence));
  return sentences.flatMap((sentence) => {
    const wanted = termsOf(
      sentence
        .replace(LEAVE_OUT, ' ')
        .replace(FIRST, ' ')
        .replace(/\b(?:sections?|questions?|parts?|answers?)\b/gi, ' '),
    );
    return notes
      .filter((note) => {
        const terms = new Set(termsOf(note.question));
        return wanted.length > 0 && wanted.filter((term) => terms.has(term)).length / wanted.length > 0.5;
      })
      .map((note) => note.item);
  });
}

function remarkOn(comment: string, done: { isShorter: boolean; leftOut: number; moved: number }): string {
  const carried = [
    ...(done.isShorter ? ['each section now quotes one sentence'] : []),
    ...(done.leftOut > 0 ? ['the sections it names are left out'] : []),
    ...(done.moved > 0 ? ['the sections it names stand first'] : []),
  ];
  const quoted = `The reviewer's comment was: "${cutLine(comment, 500)}"`;
  if (carried.length > 0) return `${quoted} In answer, ${carried.join(' and ')}.`;
  return `${quoted} The offline model only quotes and computes what the documents contain, so it could not carry this out.`;
}
