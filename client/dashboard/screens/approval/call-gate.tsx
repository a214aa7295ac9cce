import { useQuery } from '@tanstack/react-query';
import { instance } from '../../app/instance.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Loading } from '../../components/loading.tsx';
import { ScrolledText } from '../../components/scrolled-text.tsx';
import { DecisionBar } from './decision-bar.tsx';
import type { GateProps } from './open-gate.tsx';
import { Questions } from './questions/questions.tsx';

/** A tool call that waits: what the model asked for, as it stands. */
export function CallGate(props: GateProps) {
  const { sha256 } = props.gate.artifact;
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', sha256, 'json'],
    queryFn: () => instance.artifactJson(sha256),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <Loading what="the tool call" />;
  if (error !== null) return <FailureNotice error={error} title="The tool call could not be read" />;
  return (
    <>
      <ScrolledText label="What the model asked for" text={JSON.stringify(data, null, 2)} />
      <Questions {...props} data={null} onOpenEvidence={() => {}} onShowClaim={() => {}} />
      <DecisionBar {...props} findings={[]} />
    </>
  );
}
