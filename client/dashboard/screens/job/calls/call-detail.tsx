import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { CallContent, CallSummary } from '../../../../../contract/call-api.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { Count } from '../../../components/count.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { spanInWords } from '../../../components/duration.tsx';
import { Fact } from '../../../components/fact.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { Instant } from '../../../components/instant.tsx';
import { Loading } from '../../../components/loading.tsx';
import { Notice } from '../../../components/notice.tsx';
import { CallAnswer } from './call-answer.tsx';
import { CallRequest } from './call-request.tsx';
import { callOrdinal, callTitle } from './call-words.ts';
import { CallCost } from './calls-table.tsx';
import { CopyCurl } from './copy-curl.tsx';
import { OutcomeMark } from './outcome-mark.tsx';

const route = getRouteApi('/jobs/$id');

/** One call with all that was kept of it: what was sent, message by message, and what came back. */
export function CallDetail({ view, callKey, onClose }: { view: JobView; callKey: string; onClose(): void }) {
  const content = useQuery({
    queryKey: ['job', view.id, 'calls', 'one', callKey],
    queryFn: () => instance.call(view.id, callKey),
  });
  const title = content.data === undefined ? 'Model call' : callTitle(content.data.call);
  return (
    <Dialog title={title} isOpen onClose={onClose} size="large">
      {content.isPending && <Loading what="the call" />}
      {content.error !== null && <FailureNotice error={content.error} title="The call could not be read" />}
      {content.data !== undefined && <Content content={content.data} isOver={view.endedAt !== null} />}
    </Dialog>
  );
}

function Content({ content, isOver }: { content: CallContent; isOver: boolean }) {
  const { call, request, answer } = content;
  return (
    <>
      <div className="row">
        <OutcomeMark call={call} isOver={isOver} />
        <span className="muted">{callOrdinal(call)}</span>
      </div>
      <Facts call={call} />
      {call.reusedFrom !== null && (
        <Notice kind="info" title="The answer was taken over">
          The same had been asked before, so that nothing was paid again.{' '}
          <route.Link to="." search={(before) => ({ ...before, call: call.reusedFrom ?? undefined })} preload={false}>
            Show the first call
          </route.Link>
        </Notice>
      )}
      <CopyCurl request={request} />
      <CallAnswer answer={answer} isOver={isOver} />
      <CallRequest request={request} />
    </>
  );
}

function Facts({ call }: { call: CallSummary }) {
  return (
    <dl className="facts">
      <Fact name="Model asked">{call.modelAsked}</Fact>
      <Fact name="Served by">{call.modelServed ?? '–'}</Fact>
      <Fact name="Input">
        <Count of={call.inputTokens} exact /> tokens
      </Fact>
      <Fact name="Of these cached">
        <Count of={call.cachedTokens} exact />
      </Fact>
      <Fact name="Output">
        <Count of={call.outputTokens} exact /> tokens
      </Fact>
      <Fact name="Of these reasoning">
        <Count of={call.reasoningTokens} exact />
      </Fact>
      <Fact name="Cost">
        <CallCost call={call} />
      </Fact>
      {call.wasteMicroUsd > 0 && (
        <Fact name="Late answers">
          <CallCost call={{ ...call, costMicroUsd: call.wasteMicroUsd }} />
        </Fact>
      )}
      <Fact name="Latency">{call.latencyMs === null ? '–' : spanInWords(call.latencyMs)}</Fact>
      <Fact name="Ended by">{call.finish ?? '–'}</Fact>
      <Fact name="Asked">
        <Instant at={call.reservedAt} />
      </Fact>
      <Fact name="Task">{call.task}</Fact>
      <Fact name="Prompt">
        <code>{call.promptId}</code>
      </Fact>
    </dl>
  );
}
