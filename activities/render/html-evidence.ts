import type { Evidence, RecordedQuery } from '../../contract/evidence/evidence.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { findInPassage } from '../../contract/evidence/quote.ts';
import type { Passage } from '../../contract/evidence/source.ts';
import { dataTable } from './html-blocks.ts';
import type { ReportIndex } from './html-index.ts';
import { sourceName } from './html-sources.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { neighboursOf } from './neighbours.ts';

/** Characters of a neighbouring passage that are shown: those next to the cited one. */
const NEAR_CHARS = 300;
/** Characters of a citing sentence by which it is linked. */
const BACK_CHARS = 90;
/** Rows of a recorded result that are shown at once; the others open. */
const FIRST_ROWS = 20;

/** The beginning or the end of a text, cut between words. */
function clipped(text: string, end: 'start' | 'tail', most: number): string {
  const words = text.trim();
  if (words.length <= most) return words;
  if (end === 'start') return `${words.slice(0, most).replace(/\s+\S*$/, '')} …`;
  return `… ${words.slice(-most).replace(/^\S*\s+/, '')}`;
}

interface Span {
  id: string;
  start: number;
  end: number;
}

/** A passage's own text with quoted words marked; with several pieces of evidence in it, each is named where its words begin. */
function markedText(text: string, spans: readonly Span[], first: string): Html {
  const pieces: Html[] = [];
  let reached = 0;
  for (const { id, start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const from = Math.max(start, reached);
    pieces.push(html`${text.slice(reached, from)}`);
    if (spans.length > 1) {
      const label =
        id === first ? html`<span class="spot">${id}</span>` : html`<span class="spot" id="${id}">${id}</span>`;
      pieces.push(label);
    }
    if (end > from) pieces.push(html`<mark>${text.slice(from, end)}</mark>`);
    reached = Math.max(reached, end);
  }
  return html`${pieces}${text.slice(reached)}`;
}

/** Whether the line breaks of a passage mean something: rows, lists, verse, code. Those of prose are where its file happened to wrap. */
function keepsLines({ locator, text }: Passage): boolean {
  if (locator.kind === 'rows' || locator.kind === 'cell' || locator.kind === 'sheet') return true;
  return /^\s*(?:[|>*+-]|\d{1,3}[.)]\s)|^(?: {4}|\t)|^```/m.test(text);
}

function near(passage: Passage | undefined, end: 'start' | 'tail'): Html {
  if (passage === undefined) return NOTHING;
  const start = keepsLines(passage) ? html`<p class="near lines">` : html`<p class="near">`;
  return html`${start}${clipped(passage.text, end, NEAR_CHARS)}</p>\n`;
}

/** The cited passage between what stands before and behind it. */
function passageHtml(index: ReportIndex, pieces: readonly Evidence[], passage: Passage): Html {
  const { before, after } = neighboursOf(passage.id);
  const spans = pieces.flatMap(({ id, quote }): Span[] => {
    const found = findInPassage(passage, quote);
    return found === null ? [] : [{ id, start: found.start, end: found.end }];
  });
  const lost = pieces.filter(({ id }) => !spans.some((span) => span.id === id));
  const first = pieces[0]?.id ?? '';
  const shape = keepsLines(passage) ? html`<div class="passage lines">` : html`<div class="passage">`;
  return html`${shape}
${near(index.content.passages.get(before ?? ''), 'tail')}<p>${markedText(passage.text, spans, first)}</p>
${near(index.content.passages.get(after ?? ''), 'start')}</div>
${lost.map((piece) => lostQuote(piece, first))}`;
}

/** Words that are not in their passage are shown without a passage that would seem to hold them. */
function lostQuote({ id, quote }: Evidence, first: string): Html {
  const anchor = id === first ? html`<p>` : html`<p id="${id}">`;
  return html`${anchor}${id} quotes: “${quote}” (these words were not found in the passage)</p>\n`;
}

function rowsTable(query: RecordedQuery, rows: RecordedQuery['rows'], caption: string): Html {
  const cells = rows.map((row) => row.map((one) => one ?? ''));
  return dataTable(caption, query.columns, cells);
}

function queryHtml(query: RecordedQuery, differs: boolean): Html {
  const [first, rest] = [query.rows.slice(0, FIRST_ROWS), query.rows.slice(FIRST_ROWS)];
  const count = query.rows.length === 1 ? '1 row' : `${query.rows.length} rows`;
  const more =
    rest.length === 0
      ? NOTHING
      : html`<details><summary>${rest.length} more rows</summary>${rowsTable(query, rest, 'Further rows')}</details>\n`;
  return html`${rowsTable(query, first, `Result (${count})`)}${more}<p class="back">${differs ? 'The recorded query, which gave another result when it was run again:' : 'The recorded query:'}</p>
<pre><code>${query.sql}</code></pre>\n`;
}

function backLinks(index: ReportIndex, id: string): Html {
  const claims = index.citedBy.get(id) ?? [];
  if (claims.length === 0) return NOTHING;
  const links = claims.map(
    (claim, at) =>
      html`${at === 0 ? '' : ' · '}<a href="#${index.anchor(claim.id) ?? ''}">${clipped(claim.text, 'start', BACK_CHARS)}</a>`,
  );
  return html`<p class="back">Cited by: ${links}</p>\n`;
}

function placeLine(index: ReportIndex, pieces: readonly Evidence[], passage: Passage | undefined): Html {
  const [first] = pieces;
  if (first === undefined) return NOTHING;
  const source = index.content.sources.sources.find(({ id }) => id === first.sourceId);
  const name = source === undefined ? html`${first.sourceId}` : sourceName(source);
  const headings =
    passage === undefined || passage.headings.length === 0 ? '' : `, under “${passage.headings.join(' › ')}”`;
  const ids = pieces.map(({ id }) => id).join(', ');
  return html`<p class="place"><b>${ids}</b> ${name}, ${describeLocator(first.locator)}<small>${headings}</small></p>\n`;
}

/** Evidence from one passage, or one query, as an entry of the list; its number is the first of its pieces. */
function entry(index: ReportIndex, pieces: readonly Evidence[]): Html {
  const [first] = pieces;
  if (first === undefined) return NOTHING;
  const passage = index.content.passages.get(first.passageId ?? '');
  const { findings } = index.content.verification;
  const differs = findings.some(({ check, evidence }) => check === 'query-differs' && evidence.includes(first.id));
  const body =
    first.query !== null
      ? queryHtml(first.query, differs)
      : passage === undefined
        ? html`<div class="passage"><p><mark>${first.quote}</mark></p></div>\n`
        : passageHtml(index, pieces, passage);
  const links = pieces.map(({ id }) => backLinks(index, id));
  return html`<li id="${first.id}">${placeLine(index, pieces, passage)}${body}${links}</li>\n`;
}

/** Pieces by the passage they stand in; a query, or a passage that is not here, stands alone. */
function groups(index: ReportIndex): Evidence[][] {
  const byPassage = new Map<string, Evidence[]>();
  for (const piece of index.evidence.values()) {
    const shared = piece.passageId !== null && index.content.passages.has(piece.passageId);
    const key = shared ? `p ${piece.passageId}` : `e ${piece.id}`;
    const known = byPassage.get(key);
    if (known === undefined) byPassage.set(key, [piece]);
    else known.push(piece);
  }
  return [...byPassage.values()];
}

/** Every cited passage once, with its surroundings, in the order of the evidence's numbers; a number that shares a passage says where. */
export function evidenceSection(index: ReportIndex): Html {
  if (index.evidence.size === 0) return NOTHING;
  const entries = new Map<string, Html>();
  for (const pieces of groups(index)) {
    const first = pieces[0]?.id ?? '';
    for (const { id } of pieces)
      entries.set(
        id,
        id === first
          ? entry(index, pieces)
          : html`<li><p class="place"><b>${id}</b> <a href="#${id}">in the passage of ${first}</a></p></li>\n`,
      );
  }
  const items = [...index.evidence.keys()].map((id) => entries.get(id) ?? NOTHING);
  return html`<section id="evidence" class="appendix" aria-labelledby="evidence-title"><h2 id="evidence-title">Evidence</h2>
<p class="legend">Each passage as it stands in its source, the quoted words marked and underlined, with what stands before and behind it in smaller type.</p>
<ol class="evidence">
${items}</ol></section>\n`;
}
