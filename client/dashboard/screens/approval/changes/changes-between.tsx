import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { nameInside } from '../../../components/actor-name.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loading } from '../../../components/loading.tsx';
import { decisionInWords } from '../gate-words.ts';
import './changes.css';
import { ChangesView } from './changes-view.tsx';
import { compareLines } from './compare-lines.ts';
import type { VersionLine } from './version-lines.ts';

/** What differs from the version that was last reviewed, with who sent it back and why. */
export function ChangesBetween({
  before,
  sha256,
  after,
  read,
}: {
  before: JobView['decisions'][number];
  sha256: string;
  after: readonly VersionLine[];
  read(json: unknown): VersionLine[];
}) {
  const old = before.edited?.sha256 ?? before.artifact;
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', old, 'json'],
    queryFn: () => instance.artifactJson(old),
    staleTime: Number.POSITIVE_INFINITY,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: both versions are named by their hashes and never change.
  const lines = useMemo(() => (data === undefined ? [] : compareLines(read(data), after)), [data, sha256]);
  if (isPending) return <Loading what="the earlier version" />;
  if (error !== null) return <FailureNotice error={error} title="The earlier version could not be read" />;
  return (
    <div className="stack">
      <p>
        Against round {before.round}, version <code title={old}>{old.slice(0, 12)}</code>, which{' '}
        {nameInside(before.actor.id)} {decisionInWords(before.decision)}, <Instant at={before.at} />
        {before.comment === '' ? '.' : ':'}
      </p>
      {before.comment !== '' && <blockquote className="said">{before.comment}</blockquote>}
      {old === sha256 ? <p>It is the same version.</p> : <ChangesView lines={lines} />}
    </div>
  );
}
