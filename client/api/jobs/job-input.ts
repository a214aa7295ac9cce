import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { LOCAL_ADMINISTRATOR, LOCAL_ORGANISATION } from '../../../contract/actor.ts';
import type { startRequestSchema } from '../../../contract/api.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { DossierError } from '../../../contract/failures.ts';
import { canonicalJson, sha256OfText } from '../../../contract/hash.ts';
import { instantOf } from '../../../contract/instants.ts';
import {
  type Attachment,
  type AttachmentList,
  engineLimitsSchema,
  type JobInput,
} from '../../../contract/job-input.ts';
import { JOB_KINDS } from '../../../contract/job-kind.ts';
import { readLink } from '../../../contract/links.ts';
import { checkQuestion, questionFault } from '../../../contract/question.ts';
import { modelTaskSchema } from '../../../contract/routing.ts';
import type { Brief } from '../../../contract/steps.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';

/** A start request with its defaults filled in. */
export type FullStartRequest = z.output<typeof startRequestSchema>;

/** Bytes of all attachments of a job together. */
export const JOB_BYTES_LIMIT = 1_000_000_000;
const LOOKUPS_AT_ONCE = 32;

/** The id that a start gets: its own, else one that its idempotency key always gives, else a new one. */
export function jobIdFor(request: FullStartRequest, idempotencyKey: string | undefined): string {
  if (request.id !== undefined) return request.id;
  const tail =
    idempotencyKey === undefined ? randomBytes(5).toString('hex') : sha256OfText(idempotencyKey).slice(0, 20);
  return `${request.kind}-${tail}`;
}

/** Checks what a schema cannot: length of the question, size of the whole, and that every attachment's bytes are here. */
export async function checkStart(request: FullStartRequest, artifacts: ArtifactStore): Promise<void> {
  checkDocument(request);
  const fault = questionFault(questionOf(request));
  if (fault !== null) throw new DossierError('question-invalid', fault, { field: 'question' });
  if (sourcesOf(request).attachments.length === 0 && request.links.length === 0) {
    throw new DossierError('no-documents', 'No document is attached.', { field: 'attachments' });
  }
  linksOf(request);
  const bytes = request.attachments.reduce((sum, { artifact }) => sum + artifact.bytes, 0);
  if (bytes > JOB_BYTES_LIMIT) {
    const megabytes = Math.ceil(bytes / 1_000_000).toLocaleString('en');
    throw new DossierError('request-too-large', `The attachments have ${megabytes} MB together.`, {
      field: 'attachments',
    });
  }
  const named = request.attachments.map(({ artifact }, index) => ({
    artifact,
    field: `attachments.${index}.artifact`,
  }));
  if (request.document !== undefined) named.push({ artifact: request.document.artifact, field: 'document.artifact' });
  if (request.houseBrief !== null) named.push({ artifact: request.houseBrief, field: 'houseBrief' });
  for (let from = 0; from < named.length; from += LOOKUPS_AT_ONCE) {
    await Promise.all(
      named.slice(from, from + LOOKUPS_AT_ONCE).map(({ artifact, field }) => checkArtifact(artifact, field, artifacts)),
    );
  }
}

/** A check needs the document that it checks, and nothing else has one. */
function checkDocument({ kind, document }: FullStartRequest): void {
  if (kind === 'check' && document === undefined) {
    const remedy = 'Upload the document and name it in `document`.';
    throw new DossierError('request-invalid', 'A check needs the document to check.', { field: 'document', remedy });
  }
  if (kind !== 'check' && document !== undefined) {
    const remedy = 'Attach it as one of the `attachments`, or start a job of kind check.';
    throw new DossierError('request-invalid', `A job of kind ${kind} checks no document.`, {
      field: 'document',
      remedy,
    });
  }
}

/** The question as it was asked; that of a check where none was. */
function questionOf({ question, document }: FullStartRequest): string {
  const asked = question.trim();
  return asked === '' && document !== undefined ? checkQuestion(document.name) : asked;
}

/** What becomes sources and what was left out: the document that is checked is no evidence for itself. */
function sourcesOf({ attachments, leftOut, document }: FullStartRequest): AttachmentList {
  const isDocument = ({ artifact }: Attachment): boolean => artifact.sha256 === document?.artifact.sha256;
  const reason = 'It is the document that is checked, which is no evidence for itself.';
  return {
    attachments: attachments.filter((one) => !isDocument(one)),
    leftOut: [...leftOut, ...attachments.filter(isDocument).map(({ name }) => ({ name, reason }))],
    ...(document !== undefined && { document }),
  };
}

/** The addresses of the pages, each once. Throws `request-invalid` for what is none. */
function linksOf({ links }: FullStartRequest): string[] {
  const read = links.map((typed, index) => {
    const link = readLink(typed);
    if ('address' in link) return link.address;
    throw new DossierError('request-invalid', link.fault, { field: `links.${index}` });
  });
  return [...new Set(read)];
}

/** Refuses a reference to bytes that are not here or have another size. From then on they count as young, so that the collection of garbage leaves them until a record names them. */
export async function checkArtifact(artifact: ArtifactRef, field: string, artifacts: ArtifactStore): Promise<void> {
  const bytes = await artifacts.touch(artifact.sha256);
  if (bytes === null) {
    throw new DossierError('artifact-not-found', `There is no artifact ${artifact.sha256}.`, {
      field,
      remedy: 'Upload the file first.',
    });
  }
  if (bytes !== artifact.bytes) {
    throw new DossierError('request-invalid', `The artifact ${artifact.sha256} has ${bytes} bytes.`, { field });
  }
}

/** Builds the input of a job from a checked request; stores the brief and the list of attachments, so that the workflow passes on refs only. */
export async function buildInput(
  jobId: string,
  request: FullStartRequest,
  artifacts: ArtifactStore,
  now: { epochMs: number; timeScale: number },
): Promise<JobInput> {
  const { model, audience, length, language, houseBrief } = request;
  const question = questionOf(request);
  const brief: Brief = { question, audience, length, language };
  const links = linksOf(request);
  const some = links.length > 0;
  const list: AttachmentList = { ...sourcesOf(request), ...(some && { links }) };
  const oneForAll = model === undefined ? {} : Object.fromEntries(modelTaskSchema.options.map((task) => [task, model]));
  const limits = Object.fromEntries(Object.entries(request.limits ?? {}).filter(([, value]) => value !== undefined));
  const common = {
    jobId,
    question,
    brief: await artifacts.putJson(brief, 'Brief'),
    sources: await artifacts.putJson(list, 'Attachments'),
    sourceCount: list.attachments.length,
    ...(some && { linkCount: links.length }),
    gates: request.gates ?? [...JOB_KINDS[request.kind].gates[request.risk]],
    risk: request.risk,
    models: { ...oneForAll, ...request.models },
    budget: request.budget,
    deadline: null,
    tags: request.tags,
    owner: LOCAL_ADMINISTRATOR,
    organisation: LOCAL_ORGANISATION,
    createdAt: instantOf(now.epochMs),
    limits: engineLimitsSchema.parse({ timeScale: now.timeScale, ...limits }),
    language,
    houseBrief,
  };
  switch (request.kind) {
    case 'report':
      return { kind: 'report', ...common, audience, length, web: { mode: 'off' } };
    case 'check':
      return { kind: 'check', ...common };
  }
}

/** Whether two inputs ask for the same; when and under which time scale they were asked does not matter. */
export function isSameInput(a: JobInput, b: JobInput): boolean {
  const timeless = (input: JobInput) => ({ ...input, createdAt: '', limits: { ...input.limits, timeScale: 1 } });
  return canonicalJson(timeless(a)) === canonicalJson(timeless(b));
}
