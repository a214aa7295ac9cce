const LONGEST_PIECE = 16_384;

/** A line of a text with its end, or a piece of a very long one; lines count from 1. */
export interface Line {
  number: number;
  text: string;
}

/**
 * Cuts text into lines at LF, CR LF and CR, a batch for each piece of text that comes in; joined, they are the text again.
 * A line of more than 16,384 characters comes in pieces with the same number, so that memory does not grow with it.
 */
export async function* readLines(text: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let number = 1;
  let rest = '';
  for await (const chunk of text) {
    const buffer = rest + chunk;
    const lines: Line[] = [];
    let start = 0;
    const ends = /\r\n|\n|\r/g;
    for (let end = ends.exec(buffer); end !== null; end = ends.exec(buffer)) {
      // A CR at the very end may be half of a CR LF.
      if (end[0] === '\r' && ends.lastIndex === buffer.length) break;
      pushPieces(lines, number, buffer.slice(start, ends.lastIndex));
      start = ends.lastIndex;
      number += 1;
    }
    rest = buffer.slice(start);
    while (rest.length > 2 * LONGEST_PIECE) {
      const cut = cutBefore(rest, LONGEST_PIECE);
      lines.push({ number, text: rest.slice(0, cut) });
      rest = rest.slice(cut);
    }
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [{ number, text: rest }];
}

function pushPieces(lines: Line[], number: number, text: string): void {
  let rest = text;
  while (rest.length > 2 * LONGEST_PIECE) {
    const cut = cutBefore(rest, LONGEST_PIECE);
    lines.push({ number, text: rest.slice(0, cut) });
    rest = rest.slice(cut);
  }
  lines.push({ number, text: rest });
}

/** The last place at or before `most` where text may be cut: after white space if there is any near, never inside a surrogate pair. */
export function cutBefore(text: string, most: number): number {
  if (text.length <= most) return text.length;
  for (let at = most; at > most / 2; at -= 1) {
    if (/\s/.test(text.charAt(at - 1))) return at;
  }
  return /[\ud800-\udbff]/.test(text.charAt(most - 1)) ? most - 1 : most;
}
