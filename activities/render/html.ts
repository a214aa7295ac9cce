import type { Draft } from '../../contract/draft/blocks.ts';
import { KIND_MEANINGS } from '../../contract/draft/kind-marks.ts';
import { shownInstant } from '../../contract/instants.ts';
import { conflictsSection, findingsSection, gapsSection, unsupportedSection } from './html-appendix.ts';
import { blockHtml } from './html-blocks.ts';
import { checkSections } from './html-check.ts';
import { evidenceSection } from './html-evidence.ts';
import { type ReportIndex, reportIndex } from './html-index.ts';
import { provenanceSection } from './html-provenance.ts';
import { sourcesSection } from './html-sources.ts';
import { pagePolicy, pageStyle } from './html-style.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { OFFLINE_NOTICE, summaryLines } from './provenance.ts';
import { formOf, type ReportContent, titleOf } from './report-content.ts';
import { VERDICTS } from './verdict-words.ts';

function headerHtml(content: ReportContent): Html {
  const { job, brief } = content;
  const summary = summaryLines(content).map(
    ([label, lines]) =>
      html`<dt>${label}</dt><dd>${lines.map((line, at) => html`${at === 0 ? NOTHING : html`<br>`}${line}`)}</dd>`,
  );
  return html`<header>
<p class="kicker">${job.kind === 'check' ? 'Check' : 'Report'} · ${shownInstant(job.endedAt)} · job ${job.id}</p>
<h1>${titleOf(content)}</h1>
<p class="question">${brief.question}</p>
<dl>${summary}</dl>
${content.offlineModel ? html`<p class="note">${OFFLINE_NOTICE}</p>\n` : NOTHING}</header>\n`;
}

function legend(content: ReportContent): Html {
  const kinds = KIND_MEANINGS[formOf(content)].map(
    ({ word, meaning }) => html`<b>[${word}, not verified]</b>: ${meaning}; nobody re-read a source for it. `,
  );
  const signs = Object.values(VERDICTS).map(({ sign, word, meaning }) => html`<b>${sign}</b> ${word}: ${meaning}. `);
  return html`<p class="legend">How to read the marks: a number such as <b>e1</b> leads to the passage that a sentence rests on. ${signs}${kinds}</p>\n`;
}

function headingId(at: number): string {
  return `h${at + 1}`;
}

function headingsOf({ blocks }: Draft): { id: string; text: string }[] {
  return blocks.flatMap((block, at) =>
    block.type === 'heading' && block.level === 1 ? [{ id: headingId(at), text: block.text }] : [],
  );
}

/** Sections by the ids that their HTML has. */
const SECTIONS: readonly [id: string, title: string][] = [
  ['unsupported', 'Not verified'],
  ['conflicts', 'Where the sources disagree'],
  ['gaps', 'Not answered by these documents'],
  ['findings', 'What the checks found'],
  ['sources', 'Sources'],
  ['provenance', 'How this report was made'],
  ['evidence', 'Evidence'],
];

function contentsHtml(content: ReportContent, appendices: Html): Html {
  const given = [
    { id: 'given', text: 'The document as it was given' },
    { id: 'changes', text: 'What was changed' },
    { id: 'corrected', text: 'The corrected document' },
  ];
  const headings = headingsOf(content.draft);
  const entries = [
    // The headings of a checked document are its own, not those of what is told about it.
    ...(content.original === null ? headings : given),
    ...SECTIONS.filter(([id]) => appendices.html.includes(`<section id="${id}"`)).map(([id, text]) => ({ id, text })),
  ];
  return html`<nav aria-label="Contents"><ol>
${entries.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>\n`)}</ol></nav>\n`;
}

function appendixHtml(index: ReportIndex): Html {
  return html`${unsupportedSection(index)}${conflictsSection(index)}${gapsSection(index)}${findingsSection(index)}${sourcesSection(
    index.content.sources.sources,
  )}${provenanceSection(index.content)}${evidenceSection(index)}`;
}

function bodyHtml(index: ReportIndex): Html {
  const { draft, original } = index.content;
  const title = original === null ? NOTHING : html`<h2 id="corrected">The corrected document</h2>\n`;
  const blocks = draft.blocks.map((block, at) => html`${blockHtml(index, block, headingId(at))}\n`);
  return html`${checkSections(index)}<article>\n${title}${blocks}</article>\n`;
}

/** The report as one HTML file that stands alone: no script, no picture, nothing loaded; every word from outside is escaped. */
export function reportHtml(content: ReportContent): string {
  const index = reportIndex(content);
  const appendices = appendixHtml(index);
  const style = pageStyle(content.job.id);
  const english = /^english$/i.test(content.brief.language.trim());
  const page = html`<!doctype html>
${english ? html`<html lang="en">` : html`<html>`}
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${pagePolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${titleOf(content)}</title>
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${headerHtml(content)}${contentsHtml(content, appendices)}<main id="main">
${legend(content)}${bodyHtml(index)}${appendices}</main>
<footer><p>Made by Dossier. <code>dossier verify</code> re-checks the bundle of this job: its quotes, numbers and queries.</p></footer>
</body>
</html>
`;
  return page.html;
}
