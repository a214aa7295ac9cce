import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { InstanceAnswer } from '../../../../contract/api-answers.ts';
import type { SettingsAnswer } from '../../../../contract/settings-api.ts';
import { instance } from '../../app/instance.ts';
import { bytesInWords } from '../../components/bytes.ts';
import { Elapsed } from '../../components/duration.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loading } from '../../components/loading.tsx';
import { OutsideLink } from '../../components/outside-link.tsx';
import { statusInWords } from '../../components/status-mark.tsx';
import { PlacesTable } from './places-table.tsx';
import { SaveDiagnostics } from './save-diagnostics.tsx';

/** What this instance is: version, parts that answer, places, and how many jobs it has. */
export function AboutInstance({ settings }: { settings: SettingsAnswer | undefined }) {
  const id = useId();
  const about = useQuery({ queryKey: ['instance'], queryFn: () => instance.instance() });
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>About</h2>
      {about.isPending && <Loading what="what this instance is" />}
      {about.error !== null && <FailureNotice error={about.error} title="The instance does not say" />}
      {about.data !== undefined && (
        <>
          <Facts about={about.data} />
          <PlacesTable about={about.data} />
          <SaveDiagnostics about={about.data} settings={settings} />
        </>
      )}
    </section>
  );
}

function Facts({ about }: { about: InstanceAnswer }) {
  const { version, node, pid, startedAt, temporal, worker, freeBytes, counts } = about;
  const jobs = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${statusInWords(status as Parameters<typeof statusInWords>[0]).toLowerCase()}`);
  return (
    <dl className="card about-facts">
      <Fact name="Dossier">{version}</Fact>
      {node !== '' && <Fact name="Node.js">{node}</Fact>}
      {temporal.version !== null && <Fact name="Temporal server">{temporal.version}</Fact>}
      <Fact name="Running for">
        <span title={startedAt}>
          <Elapsed from={startedAt} to={null} />
        </span>
      </Fact>
      <Fact name="Started">
        <Instant at={startedAt} />
      </Fact>
      <Fact name="Process">{pid}</Fact>
      <Fact name="Temporal">
        <code>{temporal.address}</code>, namespace <code>{temporal.namespace}</code>{' '}
        {temporal.reachable ? 'answers' : <strong>does not answer</strong>}
        {temporal.uiUrl !== null && (
          <>
            , <OutsideLink address={temporal.uiUrl}>its own page</OutsideLink>
          </>
        )}
      </Fact>
      <Fact name="Worker">{workerInWords(worker.connected)}</Fact>
      <Fact name="Free disk">{freeBytes === null ? '–' : bytesInWords(freeBytes)}</Fact>
      <Fact name="Jobs">{jobs.length === 0 ? 'none' : jobs.join(', ')}</Fact>
    </dl>
  );
}

function workerInWords(isConnected: boolean | null) {
  if (isConnected === null) return 'not known';
  return isConnected ? 'asks for work' : <strong>none is running</strong>;
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
