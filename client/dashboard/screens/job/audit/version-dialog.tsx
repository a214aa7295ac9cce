import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { draftSchema } from '../../../../../contract/draft/blocks.ts';
import { planSchema } from '../../../../../contract/plan.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Loading } from '../../../components/loading.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { PlanView } from '../../approval/plan-view.tsx';
import { usePlan } from '../../approval/use-plan.ts';
import { useDocument } from '../../document/document-data.ts';
import { DraftView } from '../../document/draft-view.tsx';
import { SourcePanel } from '../../source/source-panel.tsx';

/** A version that somebody decided about, as it was seen. */
export function VersionDialog({
  view,
  sha256,
  onClose,
}: {
  view: JobView;
  sha256: string | undefined;
  onClose(): void;
}) {
  return (
    <Dialog
      title={sha256 === undefined ? '' : `Version ${sha256.slice(0, 12)}`}
      isOpen={sha256 !== undefined}
      onClose={onClose}
      size="large"
    >
      {sha256 !== undefined && <Version key={sha256} view={view} sha256={sha256} />}
    </Dialog>
  );
}

function Version({ view, sha256 }: { view: JobView; sha256: string }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['artifact', sha256, 'json'],
    queryFn: () => instance.artifactJson(sha256),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending) return <Loading what="the version" />;
  if (error !== null) return <FailureNotice error={error} title="The version could not be read" />;
  if (draftSchema.safeParse(data).success) return <DraftVersion view={view} sha256={sha256} />;
  if (planSchema.safeParse(data).success) return <PlanVersion sha256={sha256} />;
  return <ScrolledText label="The version" text={JSON.stringify(data, null, 2)} />;
}

function DraftVersion({ view, sha256 }: { view: JobView; sha256: string }) {
  const [evidence, openEvidence] = useState<string>();
  const ref = { sha256, bytes: 0, mediaType: 'application/json', title: 'This version' };
  const { data, error, isPending } = useDocument(view, ref, verificationOf(view, sha256));
  if (isPending) return <Loading what="the version" />;
  if (error !== null) return <FailureNotice error={error} title="The version could not be read" />;
  if (evidence !== undefined) {
    return <SourcePanel id={evidence} data={data} onClose={() => openEvidence(undefined)} />;
  }
  return (
    <>
      <h3 className="document-title">{data.draft.title}</h3>
      <DraftView data={data} openEvidence={evidence} onOpenEvidence={openEvidence} headingLevel={3} />
    </>
  );
}

/** Verdicts are shown only with the draft that they are about. */
function verificationOf({ artifacts }: JobView, sha256: string) {
  return artifacts.draft?.sha256 === sha256 ? artifacts.verification : undefined;
}

function PlanVersion({ sha256 }: { sha256: string }) {
  const { data, error, isPending } = usePlan(sha256);
  if (isPending) return <Loading what="the plan" />;
  if (error !== null) return <FailureNotice error={error} title="The plan could not be read" />;
  return <PlanView {...data} />;
}
