import type { Change } from '../../contract/bundle-parts.ts';
import { claimsOf } from '../../contract/draft/blocks.ts';
import { escapeCell, escapeInline, printMarks } from '../../contract/draft/markdown-text.ts';
import { changesOf, type Original } from './changes.ts';
import { flat } from './flat-line.ts';
import { notChecked, type ReportContent } from './report-content.ts';

function cell(text: string): string {
  return escapeCell(flat(text));
}

function verdictTable({ draft, verification }: Original): string {
  const verdicts = new Map(verification.verdicts.map((verdict) => [verdict.claimId, verdict]));
  const facts = claimsOf(draft).filter(({ kind }) => kind === 'fact');
  const rows = facts.map((claim, at) => {
    const { verdict, reason } = verdicts.get(claim.id) ?? notChecked(claim.id);
    const sentence = printMarks(cell(claim.text), claim.evidence);
    return `| ${at + 1} | ${sentence} | ${cell(claim.section)} | ${verdict} | ${cell(reason)} |`;
  });
  return ['| No. | Sentence | Under | Verdict | Reason |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function inline(text: string): string {
  return escapeInline(flat(text));
}

function changeLine({ kind, before, after, evidence, reason }: Change): string {
  const old = before === null ? '' : `~~${inline(before.text)}~~`;
  const now = after === null ? '' : inline(after.text);
  const words = kind === 'changed' ? `${old} → ${now}` : `${old}${now}`;
  const section = inline((after ?? before)?.section ?? '');
  return `- **${kind}** under “${section}”: ${printMarks(words, evidence)} (${inline(reason)})`;
}

/** Of a `check` job: the verdicts on the document as it was given and what was changed, then the title of what follows. Nothing for a report. */
export function checkMarkdown({ original, draft }: ReportContent): string[] {
  if (original === null) return [];
  const changes = changesOf(original, draft).map(changeLine);
  return [
    '## The document as it was given',
    verdictTable(original),
    '## What was changed',
    changes.length === 0 ? 'Nothing was changed.' : changes.join('\n'),
    '## The corrected document',
  ];
}
