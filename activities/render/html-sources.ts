import type { Source } from '../../contract/evidence/source.ts';
import { shownInstant } from '../../contract/instants.ts';
import { type Html, html, NOTHING } from './html-text.ts';

/** A source by its name; a page of the web by its address, as a link that can be read on paper, and when it was taken. */
export function sourceName({ title, origin, status }: Source): Html {
  if (origin.kind === 'upload') return html`${title}`;
  const { address, fetchedAt } = origin;
  // Only what a browser opens as a page is a link; the address is its own text either way.
  const link = /^https?:\/\//i.test(address)
    ? html`<a href="${address}" rel="noopener noreferrer">${address}</a>`
    : html`${address}`;
  const name = title === address ? NOTHING : html`${title}, `;
  return html`${name}${link}, ${status === 'read' ? 'as it was on' : 'asked for on'} ${shownInstant(fetchedAt)}`;
}

/** What of a source could not be read, or why none of it could, with the remedy. */
export function sourceRemarks(source: Source): Html {
  if (source.status === 'unreadable')
    return html`<p class="note"><b>Could not be read:</b> ${source.failure.message} <b>What helps:</b> ${source.failure.remedy}</p>`;
  const told = source.remarks ?? [];
  if (told.length === 0) return NOTHING;
  return html`<ul class="remarks">${told.map((remark) => html`<li>${remark}</li>\n`)}</ul>`;
}

/** Every source with its hash, what of it could not be read, and those that could not be read at all. */
export function sourcesSection(sources: readonly Source[]): Html {
  if (sources.length === 0) return NOTHING;
  const items = sources.map((source) => {
    const hash = source.sha256 === null ? NOTHING : html`<br><small class="hash">SHA-256 ${source.sha256}</small>`;
    return html`<li>${sourceName(source)}${hash}${sourceRemarks(source)}</li>\n`;
  });
  return html`<section id="sources" class="appendix" aria-labelledby="sources-title"><h2 id="sources-title">Sources</h2>
<ol>
${items}</ol></section>\n`;
}
