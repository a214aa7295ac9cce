import { useQuery } from '@tanstack/react-query';
import type { ArtifactRef } from '../../../../../contract/artifact.ts';
import { instance } from '../../../app/instance.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { Folded } from '../calls/folded.tsx';
import { inLines } from '../calls/json-lines.ts';

/** Beyond this a page grows heavy; the whole is a download away. */
const SHOWN_CHARS = 50_000;

/** Something that a step took or gave, as it is stored, behind its name. */
export function FoldedArtifact({ name, artifact }: { name: string; artifact: ArtifactRef }) {
  return (
    <Folded
      summary={
        <>
          <strong>{name}</strong>{' '}
          <span className="muted small">
            <code title={artifact.sha256}>{artifact.sha256.slice(0, 12)}</code>
          </span>
        </>
      }
    >
      {() => <Content name={name} artifact={artifact} />}
    </Folded>
  );
}

function Content({ name, artifact }: { name: string; artifact: ArtifactRef }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', artifact.sha256],
    queryFn: () => instance.artifactText(artifact.sha256),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <Loading what={name.toLowerCase()} />;
  if (error !== null) return <FailureNotice error={error} />;
  const text = artifact.mediaType.includes('json') ? inLines(data) : data;
  return (
    <>
      <ScrolledText label={name} text={text.slice(0, SHOWN_CHARS)} />
      {text.length > SHOWN_CHARS && <p className="muted small">Only its beginning is shown.</p>}
    </>
  );
}
