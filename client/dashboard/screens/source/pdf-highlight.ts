import type { PDFPageProxy } from 'pdfjs-dist';

type TextPiece = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'][number];
type TextItem = Extract<TextPiece, { str: string }>;

/** A box on a page, in percent of its width and height. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Letters and digits alone: how a page breaks its lines and joins its letters is not the quote's. */
const bare = (text: string): string => text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '');

/** Where on a page the pieces of text stand that a quote is made of; none where it is not found. */
export function boxesOf(items: readonly TextPiece[], quote: string, page: { width: number; height: number }): Box[] {
  const pieces = items.filter((item): item is TextItem => 'str' in item);
  const starts: number[] = [];
  let whole = '';
  for (const piece of pieces) {
    starts.push(whole.length);
    whole += bare(piece.str);
  }
  const wanted = bare(quote);
  const from = wanted === '' ? -1 : whole.indexOf(wanted);
  if (from === -1) return [];
  const to = from + wanted.length;
  return pieces.flatMap((piece, index) => {
    const start = starts[index] ?? 0;
    const length = bare(piece.str).length;
    if (length === 0 || start >= to || start + length <= from) return [];
    return [boxOf(piece, Math.max(0, from - start) / length, Math.min(length, to - start) / length, page)];
  });
}

/** The part of a piece of text between two shares of its length. */
function boxOf(piece: TextItem, from: number, to: number, page: { width: number; height: number }): Box {
  const [, , , , x = 0, y = 0] = piece.transform as number[];
  const height = piece.height || 10;
  return {
    left: ((x + piece.width * from) / page.width) * 100,
    top: ((page.height - y - height) / page.height) * 100,
    width: ((piece.width * (to - from)) / page.width) * 100,
    height: ((height * 1.25) / page.height) * 100,
  };
}
