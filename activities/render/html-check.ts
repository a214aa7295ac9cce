import type { Change } from '../../contract/bundle-parts.ts';
import { claimsOf } from '../../contract/draft/blocks.ts';
import { changesOf, type Original } from './changes.ts';
import { citations } from './html-blocks.ts';
import type { ReportIndex } from './html-index.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { notChecked } from './report-content.ts';
import { VERDICTS } from './verdict-words.ts';
import { wordDiff } from './word-diff.ts';

function verdictRows(index: ReportIndex, { draft, verification }: Original): Html[] {
  const verdicts = new Map(verification.verdicts.map((one) => [one.claimId, one]));
  const facts = claimsOf(draft).filter(({ kind }) => kind === 'fact');
  return facts.map((claim, at) => {
    const { verdict, reason } = verdicts.get(claim.id) ?? notChecked(claim.id);
    const { sign, word } = VERDICTS[verdict];
    return html`<tr><td class="number">${at + 1}</td><td class="words">${claim.text}${citations(index, claim.evidence)}</td><td>${claim.section}</td><td><span class="verdict ${verdict}">${sign} ${word}</span></td><td class="words">${reason}</td></tr>\n`;
  });
}

function differences(before: string, after: string): Html {
  const pieces = wordDiff(before, after).map(({ kind, text }) => {
    if (kind === 'same') return html`${text}`;
    // The space behind words stands outside their mark, so that old and new words never touch.
    const words = text.trimEnd();
    return kind === 'removed' ? html`<del>${words}</del> ` : html`<ins>${words}</ins> `;
  });
  return html`${pieces}`;
}

const WORDS: Record<Change['kind'], string> = { changed: 'Changed', removed: 'Removed', added: 'Added' };

function changeHtml(index: ReportIndex, { kind, before, after, evidence, reason }: Change): Html {
  const anchor = after === null ? null : index.anchor(after.id);
  const link = anchor === null ? NOTHING : html` <a href="#${anchor}">in the corrected document</a>`;
  const section = (after ?? before)?.section ?? '';
  return html`<div class="change"><p class="place"><b>${WORDS[kind]}</b> under “${section}”${link}</p>
<p>${differences(before?.text ?? '', after?.text ?? '')}${citations(index, evidence)}</p>
<p class="back">Why: ${reason}</p></div>\n`;
}

/** Of a `check` job: the verdicts on the document as it was given, and what was changed in it. Nothing for a report. */
export function checkSections(index: ReportIndex): Html {
  const { original, draft } = index.content;
  if (original === null) return NOTHING;
  const rows = verdictRows(index, original);
  const changes = changesOf(original, draft).map((change) => changeHtml(index, change));
  return html`<section id="given" aria-labelledby="given-title"><h2 id="given-title">The document as it was given</h2>
<div class="scroll" role="region" tabindex="0" aria-label="Verdicts"><table class="stack"><caption>Verdict on each of its ${rows.length} factual sentences</caption>
<thead><tr><th scope="col" class="number">No.</th><th scope="col">Sentence</th><th scope="col">Under</th><th scope="col">Verdict</th><th scope="col">Reason</th></tr></thead>
<tbody>
${rows}</tbody></table></div></section>
<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">What was changed</h2>
${changes.length === 0 ? html`<p>Nothing was changed.</p>\n` : html`${changes}`}</section>\n`;
}
