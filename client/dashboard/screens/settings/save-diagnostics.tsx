import { useMutation } from '@tanstack/react-query';
import type { InstanceAnswer } from '../../../../contract/api-answers.ts';
import type { SettingsAnswer } from '../../../../contract/settings-api.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { saveAs } from '../../components/save-as.ts';

/** The newest jobs that are told of, without what they are about. */
const JOBS = 50;

/** Saves what somebody who helps wants to know: settings, parts, builds, and how the newest jobs stand. No secret, no question, no text. */
export function SaveDiagnostics({ about, settings }: { about: InstanceAnswer; settings: SettingsAnswer | undefined }) {
  const save = useMutation({
    mutationFn: async () => {
      const [deployment, { jobs, counts }] = await Promise.all([
        instance.deployment().catch(() => null),
        instance.list({ limit: JOBS, sort: 'updated' }),
      ]);
      const told = jobs.map(({ id, kind, status, step, createdAt, startedAt, endedAt, overlay, waitsFor }) => ({
        ...{ id, kind, status, step, createdAt, startedAt, endedAt, overlay, waitsFor },
      }));
      const browser = { agent: navigator.userAgent, language: navigator.language };
      const all = { at: new Date().toISOString(), instance: about, settings, deployment, counts, jobs: told, browser };
      saveAs(new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }), 'dossier-diagnostics.json');
    },
  });
  return (
    <>
      <div className="row">
        <Button isBusy={save.isPending} onClick={() => save.mutate()}>
          Save diagnostics
        </Button>
        <span className="muted small">
          One JSON file for whoever helps you: settings, paths and how jobs stand. No secrets, and nothing of what jobs
          are about.
        </span>
      </div>
      {save.error !== null && <FailureNotice error={save.error} title="The diagnostics could not be put together" />}
    </>
  );
}
