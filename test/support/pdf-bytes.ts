import { deflateSync } from 'node:zlib';

/** Text at a place of a page, in points from its lower left corner. */
export interface PlacedText {
  x: number;
  y: number;
  text: string;
  size?: number;
  bold?: boolean;
  /** Degrees counter-clockwise. */
  turned?: number;
}

/** A page of A4: its text, or a picture that fills it. */
export type PdfPageContent = PlacedText[] | 'picture';

/** Makes the bytes of a PDF with the standard fonts; a picture is one grey pixel, as large as the page. */
export function pdfBytes(pages: readonly PdfPageContent[]): Buffer {
  const kids = pages.map((_, at) => `${6 + 2 * at} 0 R`).join(' ');
  const objects: (string | Buffer)[] = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>',
    stream(
      '<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray',
      Buffer.from([128]),
    ),
  ];
  pages.forEach((page, at) => {
    const resources = '<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</I 5 0 R>>>>';
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources${resources}/Contents ${7 + 2 * at} 0 R>>`,
      stream(
        '<<',
        Buffer.from(page === 'picture' ? 'q 595 0 0 842 0 0 cm /I Do Q' : page.map(drawn).join('\n'), 'latin1'),
      ),
    );
  });
  return fileOf(objects);
}

/** A column of lines from the top down: 14 points apart, at `x`. */
export function linesAt(x: number, top: number, lines: readonly string[], size = 10): PlacedText[] {
  return lines.map((text, at) => ({ x, y: top - 14 * at, text, size }));
}

function drawn({ x, y, text, size = 10, bold = false, turned = 0 }: PlacedText): string {
  const [sin, cos] = [Math.sin((turned * Math.PI) / 180), Math.cos((turned * Math.PI) / 180)];
  const matrix = [cos, sin, -sin, cos, x, y].map((number) => number.toFixed(4)).join(' ');
  return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${matrix} Tm (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
}

function stream(head: string, content: Buffer): Buffer {
  const packed = deflateSync(content);
  return Buffer.concat([
    Buffer.from(`${head}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
}

function fileOf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  objects.forEach((object, at) => {
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    offsets.push(length);
    parts.push(part);
    length += part.length;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...parts, Buffer.from(end)]);
}
