import type { Block, Draft, Sentence } from '../../../../../contract/draft/blocks.ts';
import type { Plan } from '../../../../../contract/plan.ts';

/** A piece of a version that is compared as a whole: a heading, a sentence with its evidence, a row. */
export interface VersionLine {
  kind: 'heading' | 'text' | 'item' | 'row';
  text: string;
}

function sentenceLine(kind: VersionLine['kind'], { text, evidence }: Sentence): VersionLine {
  return { kind, text: withMarks(text, evidence) };
}

function withMarks(text: string, evidence: readonly string[]): string {
  return evidence.length === 0 ? text : `${text} ${evidence.map((id) => `[${id.slice(1)}]`).join(' ')}`;
}

function blockLines(block: Block): VersionLine[] {
  switch (block.type) {
    case 'heading':
      return [{ kind: 'heading', text: block.text }];
    case 'list':
      return block.items.flatMap((item) =>
        item.map((sentence, nth) => sentenceLine(nth === 0 ? 'item' : 'text', sentence)),
      );
    case 'table':
      return [
        { kind: 'text', text: `Table: ${block.caption}` },
        { kind: 'row', text: block.columns.join(' | ') },
        ...block.rows.map(
          (row): VersionLine => ({ kind: 'row', text: withMarks(row.cells.join(' | '), row.evidence) }),
        ),
      ];
    case 'figure':
      return [{ kind: 'text', text: `Figure: ${block.caption} (${block.sha256.slice(0, 12)})` }];
    default:
      return block.sentences.map((sentence) => sentenceLine('text', sentence));
  }
}

/** All that a reader sees of a draft, in reading order. */
export function linesOfDraft(draft: Draft): VersionLine[] {
  return [{ kind: 'heading', text: draft.title }, ...draft.blocks.flatMap(blockLines)];
}

/** All that a plan says, in the order in which it is shown. */
export function linesOfPlan(plan: Plan): VersionLine[] {
  const section = (heading: string, lines: readonly string[]): VersionLine[] =>
    lines.length === 0
      ? []
      : [{ kind: 'heading', text: heading }, ...lines.map((text): VersionLine => ({ kind: 'item', text }))];
  return [
    { kind: 'heading', text: plan.title },
    ...section(
      'Questions',
      plan.subQuestions.map(({ question, why, claims = [] }) =>
        [question, why, claims.length === 0 ? '' : `(${claims.join(', ')})`].filter(Boolean).join(' '),
      ),
    ),
    ...section('Outline', plan.outline),
    ...section('Done when', plan.successCriteria),
    ...section('What would change the answer', plan.wouldChangeTheAnswer),
  ];
}
