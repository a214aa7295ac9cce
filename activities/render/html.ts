import { claimsOf } from '../../contract/draft/blocks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { findQuote } from '../../contract/evidence/quote.ts';
import { blockHtml, citations } from './html-blocks.ts';
import { PAGE_POLICY, STYLE } from './html-style.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { citedEvidence } from './markdown.ts';
import { OFFLINE_NOTICE, provenanceLines } from './provenance.ts';
import { placeOf, type ReportContent, unreadSources, untoldConflicts, untoldGaps } from './report-content.ts';

function section(title: string, items: readonly Html[]): Html {
  if (items.length === 0) return NOTHING;
  return html`<section><h2>${title}</h2>
<ul>
${items.map((item) => html`<li>${item}</li>\n`)}</ul></section>\n`;
}

function conflicts(content: ReportContent): Html[] {
  return untoldConflicts(content).map(({ about, sides }) => {
    const items = sides.map((side) => html`<li>${side.text}${citations(side.evidence)}</li>\n`);
    return html`${about}<ul>${items}</ul>`;
  });
}

function gaps(content: ReportContent): Html[] {
  return untoldGaps(content).map((open) => {
    const items = open.gaps.map((gap) => html`<li>${gap}</li>`);
    return items.length === 0 ? html`${open.question}` : html`${open.question}<ul>${items}</ul>`;
  });
}

function unsupported(content: ReportContent): Html[] {
  const claims = new Map(claimsOf(content.draft).map((claim) => [claim.id, claim]));
  return content.verification.verdicts.flatMap(({ claimId, verdict, reason }) => {
    const claim = claims.get(claimId);
    return verdict === 'supported' || claim === undefined ? [] : [html`${claim.text} (${verdict}: ${reason})`];
  });
}

/** The words around a quote, with the quote marked. */
function passage(content: ReportContent, evidence: Evidence): Html {
  if (evidence.query !== null)
    return html`<p class="passage"><mark>${evidence.quote}</mark></p><p>From the query <code>${evidence.query.sql}</code></p>`;
  const text = content.passages.get(evidence.passageId ?? '')?.text ?? evidence.quote;
  const found = findQuote(text, evidence.quote);
  if (found === null) return html`<p class="passage">${evidence.quote}</p>`;
  const [before, after] = [text.slice(0, found.start), text.slice(found.end)];
  return html`<p class="passage">${before}<mark>${found.exact}</mark>${after}</p>`;
}

function evidenceSection(content: ReportContent): Html {
  const items = citedEvidence(content).map(
    (evidence) =>
      html`<li id="${evidence.id}"><strong>${evidence.id}</strong> ${placeOf(content, evidence)}${passage(content, evidence)}</li>\n`,
  );
  return items.length === 0 ? NOTHING : html`<section><h2>Evidence</h2>\n<ul>\n${items}</ul></section>\n`;
}

function sourcesRead(content: ReportContent): Html[] {
  return content.sources.sources
    .filter((source) => source.status === 'read')
    .map((source) => html`${source.title} <small>(SHA-256 ${source.sha256})</small>`);
}

/** The report as one HTML file that stands alone: no script, no picture, nothing loaded; every word from outside is escaped. */
export function reportHtml(content: ReportContent): string {
  const english = /^english$/i.test(content.brief.language.trim());
  const opening = english ? html`<html lang="en">` : html`<html>`;
  const unread = unreadSources(content).map((source) => html`${source.title}: ${source.failure.message}`);
  const page = html`<!doctype html>
${opening}
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${content.draft.title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${content.draft.title}</h1>
<p>Question: ${content.brief.question}</p>
${content.offlineModel ? html`<p class="notice">${OFFLINE_NOTICE}</p>` : NOTHING}
<main>
${content.draft.blocks.map((block) => html`${blockHtml(content, block)}\n`)}</main>
${section('Not verified', unsupported(content))}${section('Where the sources disagree', conflicts(content))}${section(
  'Not answered by these documents',
  gaps(content),
)}${section('Sources', sourcesRead(content))}${section('Sources that could not be read', unread)}${section(
  'How this report was made',
  provenanceLines(content).map((line) => html`${line}`),
)}${evidenceSection(content)}</body>
</html>
`;
  return page.html;
}
