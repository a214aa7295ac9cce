import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ArtifactRef } from '../../../../../contract/artifact.ts';
import type { PlaceView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Button } from '../../../components/button.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';

/** Beyond this a page grows heavy; the whole is a download away. */
const SHOWN_CHARS = 50_000;

/** What a step gave, as it is stored. */
export function PlaceOutput({ place, output }: { place: PlaceView; output: ArtifactRef }) {
  const [isOpen, open] = useState(false);
  return (
    <div className="stack">
      <div className="row">
        <Button onClick={() => open(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? 'Hide the output' : 'Show the output'}
        </Button>
        <span className="muted small">
          <code title={output.sha256}>{output.sha256.slice(0, 12)}</code>
        </span>
      </div>
      {isOpen && <Content key={place.key} output={output} />}
    </div>
  );
}

function Content({ output }: { output: ArtifactRef }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', output.sha256],
    queryFn: () => instance.artifactText(output.sha256),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <Loading what="the output" />;
  if (error !== null) return <FailureNotice error={error} />;
  const text = output.mediaType.includes('json') ? pretty(data) : data;
  return (
    <>
      <ScrolledText label="Output" text={text.slice(0, SHOWN_CHARS)} />
      {text.length > SHOWN_CHARS && <p className="muted small">Only its beginning is shown.</p>}
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
