import { claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import { escapeInline, printMarks } from '../../contract/draft/markdown-text.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { Verdict } from '../../contract/verification.ts';
import { citedEvidence } from './cited-evidence.ts';
import { flat, line } from './flat-line.ts';
import { checkMarkdown } from './markdown-check.ts';
import { OFFLINE_NOTICE, provenanceLines } from './provenance.ts';
import {
  nameOfSource,
  placeOf,
  type ReportContent,
  unreadSources,
  untoldConflicts,
  untoldFindings,
  untoldGaps,
  verdictOf,
  warningWord,
} from './report-content.ts';

/** Text as a code span, whatever backticks it holds. */
function code(text: string): string {
  const words = flat(text);
  const longest = Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${words}${fence}` : `${fence} ${words} ${fence}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}\n\n${lines.map((one) => `- ${one}`).join('\n')}`];
}

function conflictLines(content: ReportContent): string[] {
  return untoldConflicts(content).map(({ about, sides }) =>
    [line(about), ...sides.map((side) => `  - ${printMarks(line(side.text), side.evidence)}`)].join('\n'),
  );
}

function gapLines(content: ReportContent): string[] {
  return untoldGaps(content).map(({ question, gaps }) =>
    [line(question), ...gaps.map((gap) => `  - ${line(gap)}`)].join('\n'),
  );
}

function unsupportedLines(content: ReportContent): string[] {
  const claims = new Map(claimsOf(content.draft).map((claim) => [claim.id, claim]));
  return content.verification.verdicts.flatMap(({ claimId, verdict, reason }) => {
    const claim = claims.get(claimId);
    return verdict === 'supported' || claim === undefined ? [] : [`${line(claim.text)} (${verdict}: ${line(reason)})`];
  });
}

function sourceLines(content: ReportContent): string[] {
  return content.sources.sources.flatMap((source) => {
    if (source.status === 'unreadable') return [];
    const remarks = (source.remarks ?? []).map((remark) => `\n  - ${line(remark)}`);
    return [`${line(nameOfSource(source))} (SHA-256 ${source.sha256})${remarks.join('')}`];
  });
}

function findingLines(content: ReportContent): string[] {
  return untoldFindings(content).map(({ severity, check, message, evidence }) =>
    printMarks(`${severity}, ${check}: ${escapeInline(flat(message))}`, evidence),
  );
}

function footnote(content: ReportContent, evidence: Evidence): string {
  const query = evidence.query === null ? '' : `, from ${code(evidence.query.sql)}`;
  return `[^${evidence.id}]: ${line(placeOf(content, evidence))}: “${escapeInline(flat(evidence.quote))}”${query}`;
}

/** A draft's text as a report prints it, without its title: a mark stands behind each fact that is not supported. */
export function markdownBody(draft: Draft, verdictOf: (claimId: string) => Verdict): { title: string; body: string } {
  const facts = new Set(claimsOf(draft).flatMap(({ id, kind }) => (kind === 'fact' ? [id] : [])));
  const printed = printDraftMarkdown(draft, (id) => {
    const warning = facts.has(id) ? warningWord(verdictOf(id)) : null;
    return warning === null ? '' : ` **\\[${warning}\\]**`;
  });
  const [title = '', ...rest] = printed.trimEnd().split('\n\n');
  return { title, body: rest.join('\n\n') };
}

function opening(content: ReportContent): string[] {
  const { title, body } = markdownBody(content.draft, (id) => verdictOf(content, id).verdict);
  const notice = content.offlineModel ? [`> ${OFFLINE_NOTICE}`] : [];
  return [title, `Question: ${escapeInline(flat(content.brief.question))}`, ...notice, ...checkMarkdown(content), body];
}

/** The report as Markdown: the draft's text with a footnote for each piece of evidence, then what a reader must know to judge it. */
export function reportMarkdown(content: ReportContent): string {
  const unread = unreadSources(content).map((source) => `${line(source.title)}: ${line(source.failure.message)}`);
  const parts = [
    ...opening(content),
    ...section('Not verified', unsupportedLines(content)),
    ...section('Where the sources disagree', conflictLines(content)),
    ...section('Not answered by these documents', gapLines(content)),
    ...section('What the checks found', findingLines(content)),
    ...section('Sources', sourceLines(content)),
    ...section('Sources that could not be read', unread),
    ...section('How this report was made', provenanceLines(content).map(line)),
    citedEvidence(content)
      .map((evidence) => footnote(content, evidence))
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
