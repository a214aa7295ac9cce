import type { Draft } from '../../contract/draft/blocks.ts';
import { checkWording } from '../../contract/evidence/claim-checks.ts';
import type { CitedWords } from '../../contract/evidence/claim-fault.ts';
import { quantitiesIn } from '../../contract/evidence/known-values.ts';
import type { Fault } from './fault.ts';

/** A heading or caption with what the sentences and rows under it cite. */
interface Titled {
  id: string;
  text: string;
  evidence: string[];
  /** A caption states figures of its own table; a heading may be a question or a name. */
  isCaption: boolean;
}

/** The headings and captions of a draft with the evidence of what stands under them, up to the next heading of the same level or above. */
function titledOf(draft: Draft): Titled[] {
  const open: { level: number; titled: Titled }[] = [];
  const all: Titled[] = [];
  for (const block of draft.blocks) {
    if (block.type === 'heading') {
      while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
      const titled = { id: block.id, text: block.text, evidence: [], isCaption: false };
      open.push({ level: block.level, titled });
      all.push(titled);
      continue;
    }
    if (block.type === 'figure') continue;
    const parts = block.type === 'table' ? block.rows : block.type === 'list' ? block.items.flat() : block.sentences;
    const evidence = parts.flatMap((part) => part.evidence);
    for (const { titled } of open) titled.evidence.push(...evidence);
    if (block.type === 'table') all.push({ id: block.id, text: block.caption, evidence, isCaption: true });
  }
  return all;
}

/** The number of a chapter, and names that end in a small number: `Phase 2`. */
function withoutCounting(text: string): string {
  return text
    .replace(/^\s*(?:\d+(?:\.\d+)*[.):]?|[IVX]+\.)\s+/, '')
    .replace(/\b\p{Lu}\p{L}+ \d{1,2}\b(?![.,]\d|\s*%)/gu, ' ');
}

/**
 * The figures and dates of headings and captions must be in what is cited under them. A question asks and states nothing;
 * of a heading under which nothing is cited there is nothing to compare it with.
 */
export function checkTitles(
  draft: Draft,
  asked: readonly string[],
  cited: (ids: readonly string[]) => CitedWords[],
): { claimId: string; severity: 'blocking' | 'warning'; fault: Fault }[] {
  return titledOf(draft).flatMap(({ id, text, evidence, isCaption }) => {
    const words = { text: withoutCounting(text), cited: cited([...new Set(evidence)]) };
    const isQuestion = text.trim().endsWith('?') || asked.some((question) => question.includes(text.replace(/…$/, '')));
    if (isQuestion || words.cited.length === 0 || !/\d|\b\p{L}+(?:teen|ty|two|four|five)\b/iu.test(text)) return [];
    const { faults } = checkWording(
      words,
      quantitiesIn(words.text).length > 0 ? ['numbers', 'units', 'dates'] : ['dates'],
    );
    return faults.map(({ check, message, evidence: ids }) => ({
      claimId: id,
      severity: isCaption ? ('blocking' as const) : ('warning' as const),
      fault: {
        check,
        message: message.replace('The sentence', isCaption ? 'The caption' : 'The heading'),
        evidence: ids.slice(0, 20),
      },
    }));
  });
}
