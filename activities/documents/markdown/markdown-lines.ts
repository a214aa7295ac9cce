/** What one line of Markdown is by itself, as far as that can be told. */
export type LineKind =
  | { kind: 'blank' }
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'underline'; level: 1 | 2 }
  | { kind: 'fence'; mark: string }
  | { kind: 'delimiter-row'; columns: number }
  | { kind: 'rule' }
  | { kind: 'list-item'; indent: number }
  | { kind: 'other'; indented: boolean };

/** Tells what a line of Markdown is. What depends on its neighbours (a delimiter row is one only below a header) is the reader's to decide. */
export function lineKind(line: string): LineKind {
  const text = line.trimEnd();
  if (text.trim() === '') return { kind: 'blank' };
  const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(text);
  if (heading !== null) {
    const words = (heading[2] ?? '').replace(/(?:^|[ \t]+)#+$/, '').trim();
    return { kind: 'heading', level: heading[1]?.length ?? 1, text: words };
  }
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(text);
  if (fence !== null) return { kind: 'fence', mark: fence[1] ?? '```' };
  if (/^ {0,3}=+$/.test(text)) return { kind: 'underline', level: 1 };
  if (/^ {0,3}-+$/.test(text)) return { kind: 'underline', level: 2 };
  if (text.length < 10_000 && /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/.test(text))
    return { kind: 'delimiter-row', columns: tableCells(text).length };
  if (/^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/.test(text)) return { kind: 'rule' };
  const item = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\S/.exec(text);
  if (item !== null) return { kind: 'list-item', indent: item[1]?.length ?? 0 };
  return { kind: 'other', indented: /^(?: {2}|\t)/.test(text) };
}

/** Whether a line closes a fence that was opened with `mark`. */
export function closesFence(line: string, mark: string): boolean {
  const text = line.trim();
  return text.length >= mark.length && text === mark.charAt(0).repeat(text.length);
}

/** The cells of a row of a Markdown table, trimmed, with `\|` as a plain bar. */
export function tableCells(line: string): string[] {
  const inner = line.trim().replace(/^\|/, '');
  const cells: string[] = [];
  let cell = '';
  for (let at = 0; at < inner.length; at += 1) {
    const character = inner.charAt(at);
    if (character === '\\' && inner.charAt(at + 1) === '|') {
      cell += '|';
      at += 1;
    } else if (character === '|') {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  if (cell.trim() !== '' || !inner.trimEnd().endsWith('|')) cells.push(cell.trim());
  return cells;
}
