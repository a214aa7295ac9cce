import type { CallContent, KeptRequestAnswer } from '../../../../../contract/call-api.ts';
import { counted } from '../../../components/count.tsx';
import { Notice } from '../../../components/notice.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { Folded } from './folded.tsx';
import { ToolCalls } from './tool-calls.tsx';

/** What was sent: the messages by role, then tools, schema and parameters. What is lost says so in its place. */
export function CallRequest({ request }: { request: CallContent['request'] }) {
  return (
    <section className="stack" aria-label="What was sent">
      <h3>What was sent</h3>
      {'missing' in request ? (
        <Lost words={request.missing} sha256={request.sha256} />
      ) : (
        <>
          {request.messages.map((message, index) => (
            <Message
              // biome-ignore lint/suspicious/noArrayIndexKey: the messages of a request never move.
              key={index}
              message={message}
              isOpenAtFirst={index === request.messages.length - 1}
            />
          ))}
          <Around request={request} />
        </>
      )}
    </section>
  );
}

const ROLES = { system: 'System', user: 'User', assistant: 'Model', tool: 'Tool result' } as const;

function Message({
  message,
  isOpenAtFirst,
}: {
  message: KeptRequestAnswer['messages'][number];
  isOpenAtFirst: boolean;
}) {
  if ('missing' in message) return <Lost words={message.missing} sha256={message.sha256} />;
  const { role, text, toolCalls, toolCallId, images } = message;
  const said = [
    text !== null && text !== '' && counted(text.length, 'character'),
    toolCalls.length > 0 && counted(toolCalls.length, 'tool call'),
    images.length > 0 && counted(images.length, 'image'),
    toolCallId,
  ].filter(Boolean);
  const summary = (
    <>
      <strong className={`role role-${role}`}>{ROLES[role]}</strong>{' '}
      <span className="muted small">{said.join(', ')}</span>
    </>
  );
  return (
    <Folded summary={summary} isOpenAtFirst={isOpenAtFirst}>
      {() => (
        <>
          {text !== null && text !== '' && <ScrolledText label={`${ROLES[role]} message`} text={text} />}
          <ToolCalls calls={toolCalls} />
          {images.map((image) => (
            <p key={image.sha256} className="small">
              Image {image.title} <code>{image.sha256.slice(0, 12)}</code>
            </p>
          ))}
        </>
      )}
    </Folded>
  );
}

function Around({ request }: { request: KeptRequestAnswer }) {
  const { tools, toolChoice, schema, parameters, model } = request;
  const json = (value: unknown): string => JSON.stringify(value, null, 2);
  return (
    <>
      {tools.length > 0 && (
        <Folded
          summary={
            <>
              <strong>Tools</strong>{' '}
              <span className="muted small">
                {tools.map(({ name }) => name).join(', ')}; choice {toolChoice}
              </span>
            </>
          }
        >
          {() =>
            tools.map((tool) => (
              <div key={tool.name} className="stack">
                <p>
                  <code>{tool.name}</code> {tool.description}
                </p>
                <ScrolledText label={`Parameters of ${tool.name}`} text={json(tool.parameters)} />
              </div>
            ))
          }
        </Folded>
      )}
      <Folded
        summary={
          <>
            <strong>Schema of the answer</strong> <span className="muted small">{schema.name}</span>
          </>
        }
      >
        {() => <ScrolledText label={`Schema ${schema.name}`} text={json(schema.schema)} />}
      </Folded>
      <Folded summary={<strong>Parameters</strong>}>
        {() => <ScrolledText label="Parameters" text={json({ model, ...parameters })} />}
      </Folded>
    </>
  );
}

/** Says of a part that it is not there any more, and which it was. */
export function Lost({ words, sha256 }: { words: string; sha256: string }) {
  return (
    <Notice kind="warning" title="This part is not there">
      {words} {sha256 !== '' && <code>{sha256.slice(0, 12)}</code>}
    </Notice>
  );
}
