import { useQuery } from '@tanstack/react-query';
import type { InstanceAnswer, SizesAnswer } from '../../../../contract/api-answers.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { bytesInWords } from '../../components/bytes.ts';
import { counted } from '../../components/count.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { TableFrame } from '../../components/table-frame.tsx';

const NAMES: Record<string, string> = {
  data: 'All data',
  ledger: 'Ledger (database)',
  artifacts: 'Artifacts',
  temporal: "Temporal's database",
  logs: 'Logs',
};

/** Where an instance keeps what, and, when it is asked, how much of the disk that takes. */
export function PlacesTable({ about: { paths } }: { about: InstanceAnswer }) {
  const sizes = useQuery({ queryKey: ['instance', 'sizes'], queryFn: () => instance.sizes(), enabled: false });
  return (
    <>
      <div className="row">
        <Button isBusy={sizes.isFetching} onClick={() => void sizes.refetch()}>
          Count what they take
        </Button>
        <span className="muted small" role="status">
          {sizes.isFetching && 'All files are counted; many take a moment.'}
          {!sizes.isFetching && sizes.data !== undefined && (
            <>
              Counted at <Instant at={sizes.data.at} form="time" />.
            </>
          )}
        </span>
      </div>
      {sizes.error !== null && <FailureNotice error={sizes.error} title="They could not be counted" />}
      <TableFrame label="Where things are">
        <table className="table">
          <caption className="visually-hidden">Where things are</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Where</th>
              {sizes.data !== undefined && (
                <th scope="col" className="number">
                  Size
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {Object.entries(paths).map(([name, path]) => (
              <tr key={name}>
                <td>{NAMES[name] ?? name}</td>
                <td className="setting-value">
                  <code>{path}</code>
                </td>
                {sizes.data !== undefined && <Size of={sizes.data.sizes[name]} />}
              </tr>
            ))}
          </tbody>
        </table>
      </TableFrame>
    </>
  );
}

function Size({ of }: { of: SizesAnswer['sizes'][string] | undefined }) {
  if (of == null) return <td className="number muted">not on this disk</td>;
  return (
    <td className="number" title={counted(of.files, 'file')}>
      {bytesInWords(of.bytes)}
    </td>
  );
}
