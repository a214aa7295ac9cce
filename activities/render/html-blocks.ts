import type { Block, Sentence } from '../../contract/draft/blocks.ts';
import { type Html, html, NOTHING } from './html-text.ts';
import { type ReportContent, verdictOf, warningWord } from './report-content.ts';

/** Links to pieces of evidence: `e1` leads to the passage it was taken from. */
export function citations(evidence: readonly string[]): Html {
  const links = evidence.map((id) => html`<a class="cite" href="#${id}">[${id}]</a>`);
  return html`${links}`;
}

function warning(content: ReportContent, id: string): Html {
  const word = warningWord(verdictOf(content, id).verdict);
  return word === null ? NOTHING : html` <span class="warning">[${word}]</span>`;
}

function sentence(content: ReportContent, one: Sentence): Html {
  const mark = one.kind === 'fact' ? warning(content, one.id) : NOTHING;
  return html`<span>${one.text}${citations(one.evidence)}${mark}</span>\n`;
}

function sentences(content: ReportContent, all: readonly Sentence[]): Html[] {
  return all.map((one) => sentence(content, one));
}

function heading(block: Block & { type: 'heading' }): Html {
  switch (block.level) {
    case 1:
      return html`<h2>${block.text}</h2>`;
    case 2:
      return html`<h3>${block.text}</h3>`;
    case 3:
      return html`<h4>${block.text}</h4>`;
    default:
      return html`<h5>${block.text}</h5>`;
  }
}

function table(content: ReportContent, block: Block & { type: 'table' }): Html {
  const columns = block.columns.map((column) => html`<th scope="col">${column}</th>`);
  const rows = block.rows.map((row) => {
    const cells = row.cells.map((cell) => html`<td>${cell}</td>`);
    return html`<tr>${cells}<td>${citations(row.evidence)}${warning(content, row.id)}</td></tr>\n`;
  });
  return html`<div class="scroll"><table><caption>${block.caption}</caption>
<thead><tr>${columns}<th scope="col">Evidence</th></tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

/** A block of a draft as HTML. */
export function blockHtml(content: ReportContent, block: Block): Html {
  switch (block.type) {
    case 'heading':
      return heading(block);
    case 'paragraph':
      return html`<p>${sentences(content, block.sentences)}</p>`;
    case 'quotation':
      return html`<blockquote>${sentences(content, block.sentences)}</blockquote>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${sentences(content, item)}</li>\n`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'table':
      return table(content, block);
    case 'figure':
      return html`<figure><p>${block.alt}</p><figcaption>${block.caption}</figcaption></figure>`;
  }
}
