import type { Finding } from '../../contract/verification.ts';
import { keptIds } from './changes.ts';
import { citations } from './html-blocks.ts';
import type { ReportIndex } from './html-index.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { untoldConflicts, untoldFindings, untoldGaps } from './report-content.ts';
import { VERDICTS } from './verdict-words.ts';

function appendix(id: string, title: string, body: Html): Html {
  return html`<section id="${id}" class="appendix" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${body}</section>\n`;
}

/** Facts that are not supported, each with its verdict and reason; of a check those that its changes do not tell. */
export function unsupportedSection(index: ReportIndex): Html {
  const kept = keptIds(index.content);
  const open = index.claims.filter(
    ({ id, kind }) => kind === 'fact' && index.verdict(id).verdict !== 'supported' && !kept.has(id),
  );
  if (open.length === 0) return NOTHING;
  const items = open.map(({ id, text }) => {
    const { verdict, reason } = index.verdict(id);
    const { sign, word } = VERDICTS[verdict];
    return html`<li><span class="verdict ${verdict}">${sign} ${word}</span> <a href="#${index.anchor(id) ?? ''}">${text}</a> ${reason}</li>\n`;
  });
  return appendix('unsupported', 'Not verified', html`<ul>\n${items}</ul>`);
}

/** Conflicts between sources that the text does not show from every side. */
export function conflictsSection(index: ReportIndex): Html {
  const conflicts = untoldConflicts(index.content);
  if (conflicts.length === 0) return NOTHING;
  const items = conflicts.map(({ about, sides }) => {
    const said = sides.map((side) => html`${side.text}${citations(index, side.evidence)}`);
    const [first, ...others] = said;
    // Where the first side is what it is about, its words are told once.
    if (sides.some(({ text }) => text === about)) {
      const against = others.map((side) => html`<li>Against it: ${side}</li>\n`);
      return html`<p>${first ?? NOTHING}</p>\n<ul class="sides">\n${against}</ul>\n`;
    }
    const alone = others.length === 0 ? 'The sources say otherwise: ' : '';
    return html`<p>${about}</p>\n<ul class="sides">\n${said.map((side) => html`<li>${alone}${side}</li>\n`)}</ul>\n`;
  });
  return appendix('conflicts', 'Where the sources disagree', html`${items}`);
}

/** Questions that the documents leave open and the text does not name. */
export function gapsSection(index: ReportIndex): Html {
  const open = untoldGaps(index.content);
  if (open.length === 0) return NOTHING;
  const items = open.map(({ question, gaps }) => {
    const missing = gaps.map((gap) => html`<li>${gap}</li>`);
    return html`<li>${question}${missing.length === 0 ? NOTHING : html`<ul>${missing}</ul>`}</li>\n`;
  });
  return appendix('gaps', 'Not answered by these documents', html`<ul>\n${items}</ul>`);
}

const SEVERITIES: Record<Finding['severity'], string> = {
  blocking: '✗ blocking',
  warning: '! warning',
  note: '○ note',
};

/** What the checks found besides the reasons of verdicts, with the sentence it is about and the evidence. */
export function findingsSection(index: ReportIndex): Html {
  const findings = untoldFindings(index.content);
  if (findings.length === 0) return NOTHING;
  const items = findings.map(({ severity, check, claimId, message, evidence }) => {
    const anchor = claimId === null ? null : index.anchor(claimId);
    const link = anchor === null ? NOTHING : html` <a href="#${anchor}">The sentence</a>`;
    return html`<li><b>${SEVERITIES[severity]}</b> <small>${check}</small>: ${message}${citations(index, evidence)}${link}</li>\n`;
  });
  return appendix('findings', 'What the checks found', html`<ul>\n${items}</ul>`);
}
