import { useMutation } from '@tanstack/react-query';
import type { CallContent } from '../../../../../contract/call-api.ts';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { ScrolledText } from '../../../components/scrolled-text.tsx';
import { curlOf } from './curl-of.ts';

/** Copies the call as a command to try it outside of Dossier; a key is never in it. */
export function CopyCurl({ request }: { request: CallContent['request'] }) {
  const command = 'missing' in request ? null : curlOf(request);
  const copy = useMutation({ mutationFn: (text: string) => navigator.clipboard.writeText(text) });
  if (command === null) return <p className="muted small">It cannot be copied as a command: part of it is lost.</p>;
  return (
    <div className="stack">
      <div className="row">
        <Button isBusy={copy.isPending} onClick={() => copy.mutate(command)}>
          Copy as curl
        </Button>
        <span className="muted small" role="status">
          {copy.isSuccess ? (
            'Copied.'
          ) : (
            <>
              With the key as <code>$OPENAI_API_KEY</code>; what it asks is paid for anew.
            </>
          )}
        </span>
      </div>
      {copy.isError && (
        <>
          <Notice kind="warning" title="The browser does not allow copying here">
            Choose the text below and copy it yourself.
          </Notice>
          <ScrolledText label="The call as a command" text={command} />
        </>
      )}
    </div>
  );
}
