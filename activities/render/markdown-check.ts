import type { Change } from '../../contract/bundle-parts.ts';
import { escapeCell, escapeInline, printMarks } from '../../contract/draft/markdown-text.ts';
import { changesOf, type Original } from './changes.ts';
import { factsAsGiven, NOT_LOOKED_UP, notLookedUp, placeInDocument } from './check-rows.ts';
import { flat, line } from './flat-line.ts';
import { nameOfSource, type ReportContent } from './report-content.ts';
import { REASONS } from './verdict-words.ts';

function cell(text: string): string {
  return escapeCell(flat(text));
}

function verdictTable(original: Original): string {
  const rows = factsAsGiven(original).map(({ claim, where, verdict }, at) => {
    const sentence = printMarks(cell(claim.text), claim.evidence);
    return `| ${at + 1} | ${sentence} | ${cell(where)} | ${verdict.verdict} | ${cell(verdict.reason)} |`;
  });
  return ['| No. | Sentence | Where | Verdict | Reason |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function unverified(original: Original): string[] {
  const lines = notLookedUp(original).map(
    ({ claim, where, word }) => `- “${inline(claim.text)}” *\\[${word}, not verified\\]* (${inline(where)})`,
  );
  return lines.length === 0 ? [] : ['### Sentences that were not verified', NOT_LOOKED_UP, lines.join('\n')];
}

function documentLines({ document }: Original): string[] {
  if (document === null) return [];
  const name = `${line(nameOfSource(document))} (SHA-256 ${document.sha256 ?? 'not known'})`;
  const remarks = document.status === 'read' ? (document.remarks ?? []) : [];
  return [[name, ...remarks.map((remark) => `- ${line(remark)}`)].join('\n')];
}

function inline(text: string): string {
  return escapeInline(flat(text));
}

function changeLine(original: Original, { kind, before, after, evidence, reason, found }: Change): string {
  const old = before === null || kind === 'kept' ? '' : `~~${inline(before.text)}~~`;
  const now = after === null ? '' : inline(after.text);
  const words = kind === 'changed' ? `${old} → ${now}` : `${old}${now}`;
  const where = inline(before === null ? (after?.section ?? '') : placeInDocument(original, before));
  const wrong = found === null || found === undefined ? [] : [`  - What was found: ${inline(found)}`];
  const first = `- **${kind}** (${where}): ${printMarks(words, evidence)}`;
  return [first, ...wrong, `  - ${REASONS[kind]}: ${inline(reason)}`].join('\n');
}

/** Of a `check` job: the verdicts on the document as it was given and what was changed, then the title of what follows. Nothing for a report. */
export function checkMarkdown({ original, draft }: ReportContent): string[] {
  if (original === null) return [];
  const changes = changesOf(original, draft).map((change) => changeLine(original, change));
  return [
    '## The document as it was given',
    ...documentLines(original),
    verdictTable(original),
    ...unverified(original),
    '## What was changed',
    changes.length === 0 ? 'Nothing was changed.' : changes.join('\n'),
    '## The corrected document',
  ];
}
