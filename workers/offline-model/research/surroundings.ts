import { sentencesOf } from '../text/sentences.ts';
import { termsOf } from '../text/words.ts';
import { looseTerms } from './loose-terms.ts';

interface Located {
  passageId: string;
  sourceId: string;
  sourceTitle: string;
  headings: readonly string[];
  text: string;
}

/** How many sentences before one, and after it, belong to what it speaks of. */
const BEFORE = 3;
const AFTER = 1;
/** The share of a source's passages that hold what all of it is about, and how many of them at least. */
const SUBJECT_SHARE = 0.3;
const FEWEST_PASSAGES = 3;

/** Finds the terms of the sentences around one, over the ends of passages that follow each other. */
export function surroundingsOf(
  passages: readonly Located[],
): (one: { passageId: string; quote: string }) => ReadonlySet<string> {
  const places: { passageId: string; quote: string; terms: ReadonlySet<string> }[] = passages.flatMap(
    ({ passageId, text }) =>
      sentencesOf(text).map(({ quote, text: read }) => ({ passageId, quote, terms: looseTerms(read) })),
  );
  return ({ passageId, quote }) => {
    const at = places.findIndex((place) => place.passageId === passageId && quote.includes(place.quote));
    if (at === -1) return new Set();
    const around = places.slice(Math.max(0, at - BEFORE), at + AFTER + 1);
    return new Set(around.filter((place) => isClose(place.passageId, passageId)).flatMap(({ terms }) => [...terms]));
  };
}

/** Finds the terms of the question that stands right over a sentence, as in lists of questions and answers. */
export function questionsOver(
  passages: readonly Located[],
): (one: { passageId: string; quote: string }) => ReadonlySet<string> {
  const over = new Map<string, ReadonlySet<string>>();
  let before = { passageId: '', text: '' };
  for (const { passageId, headings, text } of passages)
    for (const [at, { quote, text: read }] of sentencesOf(text).entries()) {
      const heading = at === 0 ? (headings.at(-1) ?? '') : '';
      const question = [heading, isClose(before.passageId, passageId) ? before.text : ''].find((one) =>
        one.trim().endsWith('?'),
      );
      if (question !== undefined) over.set(`${passageId} ${quote}`, looseTerms(question));
      before = { passageId, text: read };
    }
  return ({ passageId, quote }) => over.get(`${passageId} ${quote}`) ?? new Set();
}

const MOST_APART = 2;

/** Whether two passages of a source stand together. */
function isClose(one: string, other: string): boolean {
  const place = (id: string): [string, number] => [id.replace(/\d+$/, ''), Number(/\d+$/.exec(id)?.[0] ?? 0)];
  const [[source, at], [otherSource, otherAt]] = [place(one), place(other)];
  return source === otherSource && Math.abs(at - otherAt) <= MOST_APART;
}

/** What much of each source is about: the terms that many of its passages hold, and those of its name. */
export function subjectsOf(
  passages: readonly Located[],
  openings: readonly Located[] = [],
): Map<string, ReadonlySet<string>> {
  const subjects = new Map<string, ReadonlySet<string>>();
  for (const sourceId of new Set(passages.map((one) => one.sourceId))) {
    const own = passages.filter((one) => one.sourceId === sourceId);
    const counts = new Map<string, number>();
    for (const { text, headings } of own)
      for (const term of looseTerms([...headings, text].join(' '))) counts.set(term, (counts.get(term) ?? 0) + 1);
    const least = Math.max(FEWEST_PASSAGES, own.length * SUBJECT_SHARE);
    const common = [...counts].filter(([, count]) => count >= least).map(([term]) => term);
    const title = termsOf((own[0]?.sourceTitle ?? '').replace(/^.*\//, '').replace(/\.\w+$/, ''));
    const opening = [...passages, ...openings]
      .filter((one) => one.sourceId === sourceId && isTitle(one))
      .flatMap(({ text }) => [...looseTerms(text)]);
    subjects.set(sourceId, new Set([...common, ...title, ...opening]));
  }
  return subjects;
}

const OPENING = 3;
const LONGEST_TITLE = 100;

/** Whether a passage is the title of its document: short, right at the beginning, and no sentence. */
function isTitle({ passageId, text }: Located): boolean {
  const at = Number(/-p(\d+)$/.exec(passageId)?.[1] ?? Number.POSITIVE_INFINITY);
  return at <= OPENING && text.length <= LONGEST_TITLE && !/[.!?:;]\s*$/.test(text.trim()) && !/^\s*[-*+|]/.test(text);
}
