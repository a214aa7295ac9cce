import { claimsOf, type Draft } from '../../contract/draft/blocks.ts';
import { KIND_MEANINGS, kindMarks, type ReportForm } from '../../contract/draft/kind-marks.ts';
import { escapeHeading, escapeInline, printMarks } from '../../contract/draft/markdown-text.ts';
import { printDraftMarkdown } from '../../contract/draft/print-markdown.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import type { Verdict } from '../../contract/verification.ts';
import { keptIds } from './changes.ts';
import { citedEvidence } from './cited-evidence.ts';
import { flat, line } from './flat-line.ts';
import { checkMarkdown } from './markdown-check.ts';
import { OFFLINE_NOTICE, provenanceLines, summaryLines } from './provenance.ts';
import {
  formOf,
  nameOfSource,
  placeOf,
  type ReportContent,
  titleOf,
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
  return untoldConflicts(content).map(({ about, sides }) => {
    const said = sides.map((side) => printMarks(line(side.text), side.evidence));
    // Where the first side is what it is about, its words are told once.
    if (sides.some(({ text }) => text === about)) return said.join('\n  - Against it: ');
    const [one, ...others] = said;
    if (others.length === 0) return `${line(about)}\n  - The sources say otherwise: ${one ?? ''}`;
    return [line(about), ...said.map((side) => `  - ${side}`)].join('\n');
  });
}

function gapLines(content: ReportContent): string[] {
  return untoldGaps(content).map(({ question, gaps }) =>
    [line(question), ...gaps.map((gap) => `  - ${line(gap)}`)].join('\n'),
  );
}

function unsupportedLines(content: ReportContent): string[] {
  const claims = new Map(claimsOf(content.draft).map((claim) => [claim.id, claim]));
  const kept = keptIds(content);
  return content.verification.verdicts.flatMap(({ claimId, verdict, reason }) => {
    const claim = claims.get(claimId);
    return verdict === 'supported' || claim === undefined || kept.has(claimId)
      ? []
      : [`${line(claim.text)} (${verdict}: ${line(reason)})`];
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

/** A draft whose headings stand below that of the section which shows it. */
function deeper({ title, blocks }: Draft): Draft {
  const lower = blocks.map((block) => (block.type === 'heading' ? { ...block, level: block.level + 1 } : block));
  return { title, blocks: lower };
}

/**
 * A draft's text as a report prints it, and the report's title as Markdown: a mark stands behind each fact that is not supported,
 * and behind what nobody verified. `dossier verify` prints it again and compares.
 */
export function markdownBody(
  draft: Draft,
  form: ReportForm,
  verdictOf: (claimId: string) => Verdict,
): { title: string; body: string } {
  const facts = new Set(claimsOf(draft).flatMap(({ id, kind }) => (kind === 'fact' ? [id] : [])));
  const kinds = kindMarks(draft, form);
  const printed = printDraftMarkdown(form === 'check' ? deeper(draft) : draft, (id) => {
    const warning = facts.has(id) ? warningWord(verdictOf(id)) : null;
    if (warning !== null) return ` **\\[${warning}\\]**`;
    const kind = kinds.get(id);
    return kind === undefined ? '' : ` *\\[${kind}\\]*`;
  });
  const [, ...rest] = printed.trimEnd().split('\n\n');
  const title = titleOf({ draft, original: form === 'check' ? draft : null });
  return { title: `# ${escapeHeading(title)}`, body: rest.join('\n\n') };
}

/** What the marks mean that a text holds. */
function legend(form: ReportForm, body: string): string {
  const kinds = KIND_MEANINGS[form].map(({ word, meaning }): [mark: string, words: string] => [
    `${word}, not verified\\]*`,
    `*\\[${word}, not verified\\]*: ${meaning}; nobody re-read a source for it.`,
  ]);
  const marks: [mark: string, words: string][] = [
    ['**\\[unverified\\]**', '**\\[unverified\\]**: they do not bear it out, or it was not re-read.'],
    ['**\\[contradicted\\]**', '**\\[contradicted\\]**: they, or another passage, say otherwise.'],
    ...kinds,
  ];
  const used = marks.filter(([mark]) => body.includes(mark)).map(([, words]) => words);
  const facts =
    'How to read the marks: a footnote leads to the words that a sentence rests on. A fact without a mark was re-read and is supported by them.';
  return [facts, ...used].join(' ');
}

function opening(content: ReportContent): string[] {
  const form = formOf(content);
  const { title, body } = markdownBody(content.draft, form, (id) => verdictOf(content, id).verdict);
  const summary = summaryLines(content).map(([label, lines]) => `- ${label}: ${lines.map(line).join('; ')}`);
  const notice = content.offlineModel ? [`> ${OFFLINE_NOTICE}`] : [];
  return [
    title,
    `Question: ${escapeInline(flat(content.brief.question))}`,
    summary.join('\n'),
    ...notice,
    legend(form, body),
    ...checkMarkdown(content),
    body,
  ];
}

/** The report as Markdown: the draft's text with a footnote for each piece of evidence, then what a reader must know to judge it. */
export function reportMarkdown(content: ReportContent): string {
  const unread = unreadSources(content).map((source) => {
    const { message, remedy } = source.failure;
    return `${line(nameOfSource(source))}: ${line(message)} What helps: ${line(remedy)}`;
  });
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
