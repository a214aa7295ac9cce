import type { Block, Sentence } from '../../contract/draft/blocks.ts';
import { inGroups, numberColumns } from '../../contract/draft/table-numbers.ts';
import type { ReportIndex } from './html-index.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { VERDICTS } from './verdict-words.ts';

/** Links to pieces of evidence: `e1` leads to the passage it was taken from. Ids that lead nowhere are no links. */
export function citations(index: ReportIndex, evidence: readonly string[]): Html {
  const links = evidence.map((id) =>
    index.evidence.has(id)
      ? html`<a class="cite" href="#${id}" title="${index.place(id)}">${id}</a>`
      : html`<span class="cite">${id}</span>`,
  );
  return html`${links}`;
}

/** The mark behind a fact: a small sign where it is supported, else a word that leads to the reason. */
function verdictMark(index: ReportIndex, claimId: string): Html {
  const { verdict } = index.verdict(claimId);
  const { sign, word } = VERDICTS[verdict];
  if (verdict === 'supported') return html`<span class="ok" role="img" aria-label="supported">${sign}</span>`;
  return html`<a class="verdict ${verdict}" href="#why-${index.anchor(claimId) ?? ''}">${sign} ${word}</a>`;
}

/** Behind the last of some sentences that nobody verified: says so in words. */
function kindMark(index: ReportIndex, id: string): Html {
  const words = index.kindMarks.get(id);
  return words === undefined ? NOTHING : html`<span class="kind">[${words}]</span>`;
}

function sentence(index: ReportIndex, one: Sentence): Html {
  const mark = one.kind === 'fact' ? verdictMark(index, one.id) : kindMark(index, one.id);
  return html`<span id="${index.anchor(one.id) ?? ''}">${one.text}${citations(index, one.evidence)}${mark}</span>\n`;
}

function sentences(index: ReportIndex, all: readonly Sentence[]): Html[] {
  return all.map((one) => sentence(index, one));
}

/** Why facts of a block are not supported, right below it. */
function reasons(index: ReportIndex, claims: readonly { id: string; text: string }[]): Html {
  const open = claims.filter(({ id }) => index.verdict(id).verdict !== 'supported');
  if (open.length === 0) return NOTHING;
  const lines = open.map(({ id, text }) => {
    const { verdict, reason } = index.verdict(id);
    const { sign, word } = VERDICTS[verdict];
    const anchor = index.anchor(id) ?? '';
    return html`<p id="why-${anchor}"><a class="verdict ${verdict}" href="#${anchor}">${sign} ${word}</a> “${text}” ${reason}</p>\n`;
  });
  return html`<aside class="why" aria-label="Not supported">\n${lines}</aside>\n`;
}

function factsOf(all: readonly Sentence[]): Sentence[] {
  return all.filter(({ kind }) => kind === 'fact');
}

function heading(block: Block & { type: 'heading' }, id: string, depth: number): Html {
  switch (block.level + depth) {
    case 1:
      return html`<h2 id="${id}">${block.text}</h2>`;
    case 2:
      return html`<h3>${block.text}</h3>`;
    case 3:
      return html`<h4>${block.text}</h4>`;
    default:
      return html`<h5>${block.text}</h5>`;
  }
}

/** A long number in groups of three, by space alone: what is copied are the source's own characters. */
function digits(text: string): Html {
  const number = inGroups(text);
  if (number === null) return html`${text}`;
  const { sign, groups, rest } = number;
  const shown = groups.map((group, at) => (at === 0 ? html`${group}` : html`<span class="group">${group}</span>`));
  return html`${sign}${shown}${rest}`;
}

/** A cell of a table, as data or as a column's head. */
function cell(text: string, isNumber: boolean): Html {
  return isNumber ? html`<td class="number">${digits(text)}</td>` : html`<td>${text}</td>`;
}

/** The head of a table's columns. */
function head(columns: readonly string[], numeric: readonly boolean[]): Html[] {
  return columns.map((column, at) =>
    numeric[at] === true ? html`<th scope="col" class="number">${column}</th>` : html`<th scope="col">${column}</th>`,
  );
}

/** A table of text; more cells may follow in each row. It scrolls by itself where it is too wide. */
export function dataTable(
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  more: { heads: Html; cells: (row: number) => Html; anchor: (row: number) => string | null } | null = null,
): Html {
  const numeric = numberColumns(columns.length, rows);
  const lines = rows.map((cells, at) => {
    const anchor = more?.anchor(at) ?? null;
    const start = anchor === null ? html`<tr>` : html`<tr id="${anchor}">`;
    return html`${start}${cells.map((text, nth) => cell(text, numeric[nth] === true))}${more?.cells(at) ?? NOTHING}</tr>\n`;
  });
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption>
<thead><tr>${head(columns, numeric)}${more?.heads ?? NOTHING}</tr></thead>
<tbody>
${lines}</tbody></table></div>\n`;
}

function table(index: ReportIndex, block: Block & { type: 'table' }): Html {
  const { rows } = block;
  const claims = rows.map((row) => ({ id: row.id, text: row.cells.join(' | ') }));
  const shown = dataTable(
    block.caption,
    block.columns,
    rows.map(({ cells }) => cells),
    {
      heads: html`<th scope="col">Evidence</th>`,
      cells: (at) => {
        const row = rows[at];
        return row === undefined
          ? NOTHING
          : html`<td>${citations(index, row.evidence)}${verdictMark(index, row.id)}</td>`;
      },
      anchor: (at) => index.anchor(rows[at]?.id ?? ''),
    },
  );
  return html`${shown}${reasons(index, claims)}`;
}

/** A block of a draft as HTML; `headingId` is where the table of contents leads. */
export function blockHtml(index: ReportIndex, block: Block, headingId: string): Html {
  switch (block.type) {
    case 'heading':
      // Headings of a checked document stand below that of the section which shows it.
      return heading(block, headingId, index.content.original === null ? 0 : 1);
    case 'paragraph':
      return html`<p>${sentences(index, block.sentences)}</p>\n${reasons(index, factsOf(block.sentences))}`;
    case 'quotation':
      return html`<blockquote>${sentences(index, block.sentences)}</blockquote>\n${reasons(index, factsOf(block.sentences))}`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${sentences(index, item)}</li>\n`);
      const list = block.ordered ? html`<ol>\n${items}</ol>` : html`<ul>\n${items}</ul>`;
      return html`${list}\n${reasons(index, factsOf(block.items.flat()))}`;
    }
    case 'table':
      return table(index, block);
    case 'figure':
      return html`<figure><p>${block.alt}</p><figcaption>${block.caption}</figcaption></figure>`;
  }
}
