import { lookup } from 'node:dns/promises';
import { Readable } from 'node:stream';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import { instantOf } from '../../contract/instants.ts';
import { type Attachment, attachmentListSchema } from '../../contract/job-input.ts';
import { LINK_LENGTH } from '../../contract/links.ts';
import type { FetchingPage } from '../../contract/live-text.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { ActivityControl } from '../activity-control.ts';
import type { ResolveHost } from './checked-address.ts';
import { contentBytes } from './content-bytes.ts';
import { type Answered, type FetchPorts, follow } from './follow.ts';
import { readMediaType } from './media-types.ts';
import { pageFailure } from './page-failure.ts';
import { pageName } from './page-name.ts';
import type { PageSnapshot } from './page-snapshot.ts';
import { readableText } from './text-encoding.ts';

/** Bytes of a page's beginning in which its title is looked for. */
const TITLE_WITHIN = 64 * 1024;

/** What the activity is told of its run; `isLastAttempt` where nobody would ask again after a failure. */
export type FetchControl = Pick<ActivityControl, 'signal' | 'heartbeat'> & { isLastAttempt: boolean };

/** The `fetchPage` activity over its ports. */
export type FetchPage = (
  input: { attachments: ArtifactRef; link: number },
  control: FetchControl,
) => Promise<{ output: ArtifactRef; facts: { bytes: number }; degraded: string | null }>;

/** The look-up of the machine: its `hosts` file and DNS, as for every other program. */
export const resolveHost: ResolveHost = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * Makes the activity that takes a snapshot of one web page that the person named. A page that cannot be had is a result that says
 * so; only while asking again may help, and trouble of the store, are thrown.
 */
export function createFetchPage({ artifacts, ...ports }: FetchPorts & { artifacts: ArtifactStore }): FetchPage {
  return async ({ attachments, link }, control) => {
    const { links = [] } = attachmentListSchema.parse(await artifacts.getJson(attachments.sha256));
    const address = links[link];
    if (address === undefined) throw new Error(`The list of attachments has no link ${link}.`);
    const told: FetchingPage = { page: address };
    control.heartbeat(told);
    const keep = (snapshot: PageSnapshot): Promise<ArtifactRef> =>
      artifacts.putJson(snapshot, `Snapshot of ${address}`.slice(0, 300));
    const page = await takeSnapshot(address, artifacts, ports, control.signal);
    if (!(page instanceof DossierError)) {
      return {
        output: await keep({ status: 'taken', attachment: page }),
        facts: { bytes: page.artifact.bytes },
        degraded: null,
      };
    }
    if (page.failure.retryable && !control.isLastAttempt) throw page;
    const output = await keep({
      status: 'left-out',
      address,
      askedAt: instantOf(Date.now()),
      failure: page.failure,
    });
    return {
      output,
      facts: { bytes: 0 },
      degraded: `${address} was left out. ${page.message} ${page.failure.remedy}`.slice(0, 500),
    };
  };
}

/** The page as an attachment, or what is wrong with it; trouble of the store and cancellation are thrown. */
async function takeSnapshot(
  address: string,
  artifacts: ArtifactStore,
  ports: FetchPorts,
  cancelled: AbortSignal,
): Promise<Attachment | DossierError> {
  const whole = AbortSignal.timeout(ports.limits.wholeMs);
  const signal = AbortSignal.any([cancelled, whole]);
  const host = URL.parse(address)?.host ?? address;
  const failureWhile =
    (during: 'asking' | 'answer') =>
    (error: unknown): DossierError => {
      cancelled.throwIfAborted();
      if (!whole.aborted) return pageFailure(error, host, during);
      const seconds = ports.limits.wholeMs / 1_000;
      // Not to be asked again: a page that took all its time would take it each time, and the job with it.
      const late = `${host} did not give the page within ${seconds} seconds.`;
      return new DossierError('page-missing', late, { cause: error });
    };
  let answered: Answered;
  try {
    answered = await follow(address, ports, signal);
  } catch (error) {
    return failureWhile('asking')(error);
  }
  try {
    return await store(answered, artifacts, ports, { signal, asPageFailure: failureWhile('answer') });
  } finally {
    answered.answer.on('error', () => undefined).destroy();
  }
}

/** Streams a page's content into the store. */
async function store(
  { address, answer }: Answered,
  artifacts: ArtifactStore,
  { limits }: FetchPorts,
  { signal, asPageFailure }: { signal: AbortSignal; asPageFailure: (error: unknown) => DossierError },
): Promise<Attachment | DossierError> {
  const fetchedAt = instantOf(Date.now());
  if (address.length > LINK_LENGTH) return new DossierError('link-refused', 'The address it sends on to is too long.');
  const type = readMediaType(answer.headers['content-type']);
  if (type instanceof DossierError) return type;
  const beginning: Uint8Array[] = [];
  let seen = 0;
  let failed: DossierError | undefined;
  const text = readableText(contentBytes(answer, limits.bytes), type);
  async function* content(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of text) {
        if (seen < TITLE_WITHIN) beginning.push(chunk);
        seen += chunk.length;
        yield chunk;
      }
      // An answer that ends with its connection ends cleanly when that is cut: part of a page would pass for all of it.
      signal.throwIfAborted();
    } catch (error) {
      failed = asPageFailure(error);
      throw failed;
    }
  }
  const stream = Readable.from(content(), { objectMode: false });
  try {
    const meta = { mediaType: type.name, title: `Page ${address}`.slice(0, 300) };
    // What is counted against the limit is the page itself; as UTF-8 it may be longer.
    const artifact = await artifacts.putStream(stream, meta, Number.POSITIVE_INFINITY);
    return { artifact, name: pageName(address, type, Buffer.concat(beginning)), fetched: { address, fetchedAt } };
  } catch (error) {
    if (failed !== undefined) return failed;
    throw error;
  } finally {
    stream.destroy();
  }
}
