import { TableFrame } from '../../components/table-frame.tsx';
import { MarkedText } from './marked-text.tsx';
import { columnLetters, firstCell } from './sheet-cells.ts';

/** Cells of a workbook as a grid with the workbook's own names of rows and columns; the quoted ones are marked. */
export function SheetPassage({ range, text, quote }: { range: string; text: string; quote: string | null }) {
  const rows = text.split('\n').map((line) => line.split(' | '));
  const first = firstCell(range);
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => columnLetters(first.column + index));
  return (
    <TableFrame label={`Cells ${range}`}>
      <table className="table sheet">
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Row</span>
            </th>
            {columns.map((letters) => (
              <th key={letters} scope="col">
                {letters}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a stored passage never move.
            <tr key={index}>
              <th scope="row">{first.row + index}</th>
              {columns.map((letters, column) => (
                <td key={letters}>
                  <Cell text={row[column] ?? ''} quote={quote} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Cell({ text, quote }: { text: string; quote: string | null }) {
  if (quote === null || text.trim() === '') return text;
  // A quote may be one cell, or a row of them.
  const isQuoted = quote.split(' | ').some((part) => part.trim() === text.trim());
  if (isQuoted) return <mark>{text}</mark>;
  return text.includes(quote) ? <MarkedText text={text} quote={quote} /> : text;
}
