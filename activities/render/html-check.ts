import type { Change } from '../../contract/bundle-parts.ts';
import { changesOf, type Original } from './changes.ts';
import { factsAsGiven, NOT_LOOKED_UP, notLookedUp, placeInDocument } from './check-rows.ts';
import { citations } from './html-blocks.ts';
import type { ReportIndex } from './html-index.ts';
import { sourceName, sourceRemarks } from './html-sources.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { REASONS, VERDICTS } from './verdict-words.ts';
import { wordDiff } from './word-diff.ts';

function verdictRows(index: ReportIndex, original: Original): Html[] {
  return factsAsGiven(original).map(({ claim, where, verdict }, at) => {
    const { sign, word } = VERDICTS[verdict.verdict];
    return html`<tr><td class="number">${at + 1}</td><td class="words">${claim.text}${citations(index, claim.evidence)}</td><td class="where">${where}</td><td><span class="verdict ${verdict.verdict}">${sign} ${word}</span></td><td class="words">${verdict.reason}</td></tr>\n`;
  });
}

function unverifiedHtml(original: Original): Html {
  const sentences = notLookedUp(original);
  if (sentences.length === 0) return NOTHING;
  const items = sentences.map(
    ({ claim, where, word }) =>
      html`<li>“${claim.text}” <span class="kind">[${word}, not verified]</span> <small>${where}</small></li>\n`,
  );
  return html`<h3>Sentences that were not verified</h3>
<p class="legend">${NOT_LOOKED_UP}</p>
<ul>
${items}</ul>\n`;
}

function documentHtml({ document }: Original): Html {
  if (document === null) return NOTHING;
  return html`<p>${sourceName(document)}<br><small class="hash">SHA-256 ${document.sha256 ?? 'not known'}</small></p>${sourceRemarks(document)}\n`;
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

const WORDS: Record<Change['kind'], string> = {
  changed: 'Changed',
  removed: 'Removed',
  added: 'Added',
  kept: 'Kept although it is not supported',
};

function changeHtml(index: ReportIndex, original: Original, change: Change): Html {
  const { kind, before, after, evidence, reason, found } = change;
  const anchor = after === null ? null : index.anchor(after.id);
  const link = anchor === null ? NOTHING : html` <a href="#${anchor}">in the corrected document</a>`;
  const where = before === null ? (after?.section ?? '') : placeInDocument(original, before);
  const wrong = found === null || found === undefined ? NOTHING : html`<p class="back">What was found: ${found}</p>\n`;
  return html`<div class="change"><p class="place"><b>${WORDS[kind]}</b> <small>${where}</small>${link}</p>
<p>${differences(before?.text ?? '', after?.text ?? '')}${citations(index, evidence)}</p>
${wrong}<p class="back">${REASONS[kind]}: ${reason}</p></div>\n`;
}

/** Of a `check` job: the verdicts on the document as it was given, and what was changed in it. Nothing for a report. */
export function checkSections(index: ReportIndex): Html {
  const { original, draft } = index.content;
  if (original === null) return NOTHING;
  const rows = verdictRows(index, original);
  const changes = changesOf(original, draft).map((change) => changeHtml(index, original, change));
  return html`<section id="given" aria-labelledby="given-title"><h2 id="given-title">The document as it was given</h2>
${documentHtml(original)}<div class="scroll" role="region" tabindex="0" aria-label="Verdicts"><table class="stack"><caption>Verdict on each of its ${rows.length} factual sentences</caption>
<thead><tr><th scope="col" class="number">No.</th><th scope="col">Sentence</th><th scope="col">Where</th><th scope="col">Verdict</th><th scope="col">Reason</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
${unverifiedHtml(original)}</section>
<section id="changes" aria-labelledby="changes-title"><h2 id="changes-title">What was changed</h2>
${changes.length === 0 ? html`<p>Nothing was changed.</p>\n` : html`${changes}`}</section>\n`;
}
