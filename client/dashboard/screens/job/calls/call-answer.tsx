import type { CallContent } from '../../../../../contract/call-api.ts';
import { Notice } from '../../../components/notice.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { Lost } from './call-request.tsx';
import { Folded } from './folded.tsx';
import { inLines } from './json-lines.ts';
import { ToolCalls } from './tool-calls.tsx';

/** What came back: text, tool calls or a refusal, and the same as it was kept. */
export function CallAnswer({ answer, isOver }: { answer: CallContent['answer']; isOver: boolean }) {
  return (
    <section className="stack" aria-label="What came back">
      <h3>What came back</h3>
      {answer === null && (
        <p className="muted">
          {isOver ? 'No answer came before the job ended.' : 'Nothing yet: it is asked, or will be asked again.'}
        </p>
      )}
      {answer !== null && 'missing' in answer && <Lost words={answer.missing} sha256={answer.sha256} />}
      {answer !== null && !('missing' in answer) && <Answer answer={answer} />}
    </section>
  );
}

type Kept = Exclude<NonNullable<CallContent['answer']>, { missing: string }>;

function Answer({ answer }: { answer: Kept }) {
  return (
    <>
      {answer.refusal !== null && (
        <Notice kind="warning" title="The model refused">
          {answer.refusal}
        </Notice>
      )}
      {answer.text !== null && answer.text !== '' && <ScrolledText label="Answer" text={inLines(answer.text)} />}
      <ToolCalls calls={answer.toolCalls} />
      <Folded summary={<strong>Raw answer</strong>}>
        {() => <ScrolledText label="Raw answer" text={JSON.stringify(answer, null, 2)} />}
      </Folded>
    </>
  );
}
