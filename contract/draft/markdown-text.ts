/*
 * Text of a draft is plain: what Markdown would take for markup is escaped when it is printed, and only there, so
 * that prose stays readable. Reading takes back exactly these escapes; other markup is kept as the characters it is.
 */

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const MARK = /^\[\^([^\]\s[]{0,60})\]/;

/** Escapes what has a meaning inside a line of CommonMark or of its GitHub dialect. */
export function escapeInline(text: string): string {
  return text
    .replace(/[\\`*[|~]/g, '\\$&')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/&(?=#|[A-Za-z0-9]+;)/g, '\\&')
    .replace(text.includes('@') ? /</g : /<(?=[A-Za-z/!?])/g, '\\<');
}

/** Escapes a line that stands at the beginning of a source line, where it could open another block. */
export function escapeLine(text: string): string {
  return escapeInline(text)
    .replace(/^[#>]/, '\\$&')
    .replace(/^[-+](?=\s|$)|^[-:](?=[-:\s]*$)|^=(?==*\s*$)/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** Escapes a heading's text; a run of `#` at its end would close the heading. */
export function escapeHeading(text: string): string {
  return escapeInline(text).replace(/(^|\s)(#+)$/, '$1\\$2');
}

function characterNumbers(white: string): string {
  return Array.from(white, (unit) => (unit === '\n' ? '<br>' : `&#${unit.charCodeAt(0)};`)).join('');
}

/** Escapes a table's cell or an image's text, which may hold line breaks and white space at its ends. */
export function escapeCell(text: string): string {
  const words = text.trim();
  const start = text.length - text.trimStart().length;
  const inner = escapeInline(words)
    .replaceAll(']', '\\]')
    .replace(/[\r\n\u2028\u2029]/g, characterNumbers);
  return `${characterNumbers(text.slice(0, start))}${inner}${characterNumbers(text.slice(start + words.length))}`;
}

/** The marks of a sentence, to stand behind its text: `[^e1][^e2]`. */
export function printMarks(escaped: string, evidence: readonly string[]): string {
  if (evidence.length === 0) return escaped;
  const marks = evidence.map((id) => `[^${id}]`).join('');
  // A `!` before a bracket makes an image, and the GitHub dialect takes a bracket behind an address as part of it.
  if (escaped.endsWith('!')) return `${escaped.slice(0, -1)}\\!${marks}`;
  return /(?::\/\/|www\.|@)\S*$/i.test(escaped) ? `${escaped} ${marks}` : `${escaped}${marks}`;
}

/** A source line read: its plain text, and the evidence ids of its marks in order. */
export interface ReadText {
  text: string;
  marks: string[];
}

/** Reads inline source back into plain text and marks. A mark may stand anywhere in the line; white space at the ends is dropped. */
export function readInline(source: string): ReadText {
  const marks: string[] = [];
  let text = '';
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charAt(at);
    const next = source.charAt(at + 1);
    if (unit === '\\' && next !== '' && PUNCTUATION.test(next)) {
      text += next;
      at += 1;
      continue;
    }
    const mark = unit === '[' && next === '^' ? MARK.exec(source.slice(at, at + 70)) : null;
    if (mark === null) {
      text += unit;
      continue;
    }
    marks.push(mark[1] ?? '');
    at += mark[0].length - 1;
  }
  return { text: text.trim(), marks };
}

/** Reads a cell back: as a line, with `<br>` and numbers of characters for what a line cannot hold. */
export function readCell(source: string): string {
  return source
    .split(/((?:\\.)|<br>|&#\d{1,5};)/s)
    .map((piece, at) => {
      if (at % 2 === 0) return piece;
      if (piece === '<br>') return '\n';
      if (piece.startsWith('&')) return String.fromCharCode(Number(piece.slice(2, -1)));
      return PUNCTUATION.test(piece.charAt(1)) ? piece.charAt(1) : piece;
    })
    .join('');
}

/** Splits a table's source row into the sources of its cells; null where the line is not one. */
export function splitRow(line: string): string[] | null {
  const row = line.trim();
  if (!row.startsWith('|')) return null;
  const cells: string[] = [];
  let cell = '';
  for (let at = 1; at < row.length; at += 1) {
    const unit = row.charAt(at);
    if (unit === '|') {
      cells.push(cell.trim());
      cell = '';
    } else if (unit === '\\') {
      cell += row.slice(at, at + 2);
      at += 1;
    } else cell += unit;
  }
  if (cell.trim() !== '') cells.push(cell.trim());
  return cells;
}
