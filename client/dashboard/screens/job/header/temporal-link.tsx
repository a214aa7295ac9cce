import { useQuery } from '@tanstack/react-query';
import { instance } from '../../../app/instance.ts';
import { OutsideLink } from '../../../components/outside-link.tsx';
import { temporalAddress } from './temporal-address.ts';

/** Leads to the job's workflow on Temporal's own page, where the operator has said where that is. */
export function TemporalLink({ jobId }: { jobId: string }) {
  const { data } = useQuery({ queryKey: ['instance'], queryFn: () => instance.instance() });
  if (data === undefined || data.temporal.uiUrl === null) return null;
  return (
    <span className="temporal-link">
      <OutsideLink address={temporalAddress(data.temporal.uiUrl, data.temporal.namespace, jobId)}>
        Open in Temporal UI
      </OutsideLink>
    </span>
  );
}
