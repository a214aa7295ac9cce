import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { useLiveLists } from '../../app/live.ts';
import { Button } from '../../components/button.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { DocumentsPart } from './documents-part.tsx';
import { EstimateCard } from './estimate-card.tsx';
import { FaultSummary } from './fault-summary.tsx';
import type { FieldName } from './faults.ts';
import { LimitsPart } from './limits-part.tsx';
import './new-report.css';
import { OfflineNotice } from './offline-notice.tsx';
import { QuestionPart } from './question-part.tsx';
import { RiskPart } from './risk-part.tsx';
import { SendCard } from './send-card.tsx';
import { StartOver } from './start-over.tsx';
import { useNewReport } from './use-new-report.ts';

const route = getRouteApi('/jobs/new');

/** Everything that a job is started with. What is written stays in this tab until it is started or thrown away. */
export function NewReportScreen() {
  const form = useNewReport();
  useLiveLists(['approvals']);
  const { draft, set, sources, checked, written, sending, start, sample } = form;
  const { isFilling, fill } = useSample(form);
  const faultOf = (field: FieldName): string | undefined =>
    sending.faults.find((fault) => fault.field === field)?.words;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!start.isPending && !sending.isWaiting) sending.send();
  };
  const part = { draft, set, faultOf };
  return (
    <Page
      title={draft.kind === 'report' ? 'New report' : 'New check'}
      actions={
        <>
          {!form.isEmpty && <StartOver onStartOver={form.empty} disabled={start.isPending} />}
          {form.isEmpty && (
            <Button isBusy={isFilling} onClick={fill}>
              Use the sample
            </Button>
          )}
        </>
      }
    >
      <form className="new-report" noValidate onSubmit={send} aria-label="New job">
        <div className="stack">
          <FaultSummary faults={sending.faults} tries={sending.tries} />
          {sample.error !== null && <FailureNotice error={sample.error} title="The sample could not be taken in" />}
          {sample.isSuccess && draft.tags === 'sample' && <SampleNotice />}
          <QuestionPart {...part} />
          <DocumentsPart {...part} sources={sources} checked={checked} />
          <RiskPart {...part} />
          <LimitsPart {...part} />
        </div>
        <div className="new-report-side stack">
          <EstimateCard written={written} />
          <OfflineNotice model={draft.model} />
          <SendCard {...form} />
        </div>
      </form>
    </Page>
  );
}

/** Fills the form with the sample: by its button, or at once where the address says so, unless somebody wrote something already. */
function useSample({ sample, isEmpty }: ReturnType<typeof useNewReport>) {
  const { sample: wanted } = route.useSearch();
  const navigate = useNavigate();
  const isBegun = useRef(false);
  const isDue = wanted === true && isEmpty;
  useEffect(() => {
    if (wanted !== true || isBegun.current) return;
    isBegun.current = true;
    if (isDue) sample.mutate();
    // A reload must not fill the form a second time.
    void navigate({ to: '/jobs/new', search: {}, replace: true });
  }, [wanted, isDue, sample, navigate]);
  return { isFilling: sample.isPending, fill: () => sample.mutate() };
}

function SampleNotice() {
  return (
    <Notice kind="info" title="This is the sample">
      A made-up question with nine documents, ready to be started. They disagree in places, and answer one part of the
      question not at all: see what the report makes of that.
    </Notice>
  );
}
