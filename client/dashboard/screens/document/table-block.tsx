import type { Block } from '../../../../contract/draft/blocks.ts';
import { numberColumns } from '../../../../contract/draft/table-numbers.ts';
import { Digits } from '../../components/digits.tsx';
import { Citations, Doubt } from './claim-marks.tsx';
import type { DraftViewProps } from './draft-view.tsx';

/** A table of a draft: each row is one claim, with its marks behind the last cell. Numbers stand under each other. */
export function TableBlock({ block, ...props }: DraftViewProps & { block: Extract<Block, { type: 'table' }> }) {
  const numeric = numberColumns(
    block.columns.length,
    block.rows.map(({ cells }) => cells),
  );
  const classOf = (column: number): string | undefined => (numeric[column] === true ? 'number' : undefined);
  return (
    <div className="table-frame">
      <table className="table">
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {block.columns.map((column, index) => (
              <th key={column} scope="col" className={classOf(index)}>
                {column}
              </th>
            ))}
            <th scope="col">Evidence</th>
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.id} id={`${props.scope ?? ''}claim-${row.id}`}>
              {row.cells.map((cell, index) => (
                <td key={block.columns[index]} className={classOf(index)}>
                  {numeric[index] === true ? <Digits of={cell} /> : cell}
                </td>
              ))}
              <td>
                <Citations ids={row.evidence} claimId={row.id} {...props} />
                <Doubt claimId={row.id} data={props.data} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
