import { type Problem, problemSchema, uploadAnswerSchema } from '../../../../contract/api.ts';
import { DossierError } from '../../../../contract/failures.ts';
import type { Attachment } from '../../../../contract/job-input.ts';
import { checked, errorOfProblem } from '../../../library/answers.ts';

/** What sending one file is told and tells. */
interface Sending {
  name: string;
  signal: AbortSignal;
  /** From 0 to 1. */
  onProgress(sent: number): void;
}

/**
 * Sends a file and answers its attachment. Not by the client library, which goes by `fetch`: that does not tell how much is sent.
 * Throws the instance's problem, `instance-unreachable`, or the signal's reason.
 */
export function sendFile(file: Blob, { name, signal, onProgress }: Sending): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const fail = (): void =>
      reject(
        signal.aborted ? signal.reason : new DossierError('instance-unreachable', 'The document could not be sent.'),
      );
    request.open('POST', new URL('api/v1/uploads', document.baseURI));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-name', encodeURIComponent(name));
    request.setRequestHeader('x-dossier-via', 'dashboard');
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total));
    request.addEventListener('error', fail);
    request.addEventListener('abort', fail);
    request.addEventListener('load', () => {
      try {
        resolve(attachmentIn(request));
      } catch (error) {
        reject(error);
      }
    });
    signal.addEventListener('abort', () => request.abort(), { once: true });
    if (signal.aborted) fail();
    else request.send(file);
  });
}

function attachmentIn({ status, responseText }: XMLHttpRequest): Attachment {
  const answer = parsed(responseText);
  if (status < 400) return checked(uploadAnswerSchema, answer).attachment;
  const problem = problemSchema.safeParse(answer);
  if (problem.success) throw errorOfProblem(problem.data satisfies Problem);
  throw new DossierError('internal', `The instance answered with status ${status} and no explanation.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
