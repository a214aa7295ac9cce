import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { draftSchema } from '../../../../../contract/draft/blocks.ts';
import { instance } from '../../../app/instance.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loading } from '../../../components/loading.tsx';
import '../../approval/changes/changes.css';
import { ChangesView } from '../../approval/changes/changes-view.tsx';
import { compareLines } from '../../approval/changes/compare-lines.ts';
import { linesOfDraft } from '../../approval/changes/version-lines.ts';
import type { Version } from './versions.ts';

/** Chooses which version is read, and with which one it is compared. */
export function VersionPicker({
  versions,
  standing,
  shown,
  against,
  onShow,
  onCompare,
}: {
  versions: readonly Version[];
  /** None while another one is written. */
  standing: Version | undefined;
  shown: Version;
  against: Version | undefined;
  onShow(sha256: string): void;
  onCompare(sha256: string | undefined): void;
}) {
  const words = (version: Version): string =>
    version === standing ? `${version.words} (the one that stands)` : version.words;
  return (
    <section className="report-versions" aria-label="Versions">
      <label>
        <span>Version</span>
        <select value={shown.sha256} onChange={({ target }) => onShow(target.value)}>
          {versions.map((version) => (
            <option key={version.sha256} value={version.sha256}>
              {words(version)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>Compared with</span>
        <select value={against?.sha256 ?? ''} onChange={({ target }) => onCompare(target.value || undefined)}>
          <option value="">no other version</option>
          {versions
            .filter((version) => version !== shown)
            .map((version) => (
              <option key={version.sha256} value={version.sha256}>
                {words(version)}
              </option>
            ))}
        </select>
      </label>
      {shown.at !== null && (
        <p className="muted small">
          Decided <Instant at={shown.at} />, version <code title={shown.sha256}>{shown.sha256.slice(0, 12)}</code>
        </p>
      )}
    </section>
  );
}

/** What the newer of two versions changes of the older one. */
export function VersionChanges({ older, newer }: { older: Version; newer: Version }) {
  const before = useLines(older.sha256);
  const after = useLines(newer.sha256);
  // biome-ignore lint/correctness/useExhaustiveDependencies: versions are named by their hashes and never change.
  const lines = useMemo(
    () => (before.data === undefined || after.data === undefined ? [] : compareLines(before.data, after.data)),
    [before.data === undefined || after.data === undefined, older.sha256, newer.sha256],
  );
  const error = before.error ?? after.error;
  if (error !== null) return <FailureNotice error={error} title="A version could not be read" />;
  if (before.isPending || after.isPending) return <Loading what="both versions" />;
  return (
    <section className="card stack report-changes" aria-label="What changed">
      <p>
        From <strong>{older.words}</strong> to <strong>{newer.words}</strong>:
      </p>
      <ChangesView lines={lines} />
    </section>
  );
}

function useLines(sha256: string) {
  return useQuery({
    queryKey: ['artifact', sha256, 'json'],
    queryFn: () => instance.artifactJson(sha256),
    staleTime: Number.POSITIVE_INFINITY,
    select: (json) => linesOfDraft(draftSchema.parse(json)),
  });
}
