import type { FastifyReply } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exportFormatSchema } from '../../../contract/api.ts';
import type { ArtifactRef } from '../../../contract/artifact.ts';
import { draftSchema } from '../../../contract/draft/blocks.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import { DossierError } from '../../../contract/failures.ts';
import { sha256Schema } from '../../../contract/ids.ts';
import { type Plan, planSchema } from '../../../contract/plan.ts';
import { reportFilesSchema } from '../../../contract/steps.ts';
import type { JobView } from '../../../contract/view.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ApiParts } from '../http/parts.ts';
import { jobParams, problems, streamed } from './schemas.ts';

const EXPORTS = {
  md: { file: 'markdown', type: 'text/markdown; charset=utf-8' },
  html: { file: 'html', type: 'text/html; charset=utf-8' },
  json: { file: 'bundle', type: 'application/json; charset=utf-8' },
} as const;

/** Documents: artifacts by hash, the draft that waits, the finished report. Always as attachments, never to be run. */
export function documentRoutes(parts: ApiParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      '/artifacts/:sha256',
      {
        schema: {
          summary: 'The bytes of an artifact',
          params: z.object({ sha256: sha256Schema }),
          response: { 200: streamed('The bytes', 'application/octet-stream'), ...problems },
        },
      },
      async ({ params: { sha256 } }, reply) => {
        void reply.header('cache-control', 'private, max-age=31536000, immutable').header('etag', `"${sha256}"`);
        return sendArtifact(parts.artifacts, sha256, { name: sha256, type: 'application/octet-stream' }, reply);
      },
    );
    app.get(
      '/jobs/:id/draft',
      {
        schema: {
          summary: 'What waits at the gate, else the latest draft (its hash in X-Dossier-Artifact)',
          params: jobParams,
          querystring: z.object({ format: z.enum(['md', 'json']).default('md') }),
          response: { 200: streamed('The draft', 'text/markdown'), ...problems },
        },
      },
      async ({ params: { id }, query: { format } }, reply) => {
        const { view } = await parts.views.answer(id);
        const shown = shownArtifact(view);
        void reply.header('x-dossier-artifact', shown.sha256);
        const type = EXPORTS[format].type;
        if (format === 'json') {
          return sendArtifact(parts.artifacts, shown.sha256, { name: `${id}-draft.json`, type }, reply);
        }
        const text = asMarkdown(await parts.artifacts.getJson(shown.sha256));
        return asAttachment(reply, { name: `${id}-draft.md`, type }).send(text);
      },
    );
    app.get(
      '/jobs/:id/export/:format',
      {
        schema: {
          summary: 'The finished report',
          params: jobParams.extend({ format: exportFormatSchema }),
          response: { 200: streamed('The report', 'text/markdown'), ...problems },
        },
      },
      async ({ params: { id, format } }, reply) => {
        const { view } = await parts.views.answer(id);
        const files = await reportFiles(view, parts.artifacts);
        const { file, type } = EXPORTS[format];
        return sendArtifact(parts.artifacts, files[file].sha256, { name: `${id}.${format}`, type }, reply);
      },
    );
  };
}

function shownArtifact(view: JobView): ArtifactRef {
  const shown = view.gates[0]?.artifact ?? view.artifacts.draft;
  if (shown === undefined) throw new DossierError('export-not-ready', `The job ${view.id} has no draft yet.`);
  return shown;
}

async function reportFiles(view: JobView, artifacts: ArtifactStore) {
  const { report } = view.artifacts;
  if (report === undefined) {
    const [state, remedy] =
      view.endedAt === null
        ? ['has no report yet', 'Wait until the job is done; `dossier show` tells whether it waits for you.']
        : ['ended without a report', 'Read what was found with `dossier show`, or start another job.'];
    throw new DossierError('export-not-ready', `The job ${view.id} ${state}: ${view.sentence}`, { remedy });
  }
  return reportFilesSchema.parse(await artifacts.getJson(report.sha256));
}

/** A draft, or the plan where that is what waits, as Markdown. */
function asMarkdown(shown: unknown): string {
  const draft = draftSchema.safeParse(shown);
  return draft.success ? printDraftMarkdown(draft.data) : planMarkdown(planSchema.parse(shown));
}

function planMarkdown({ title, subQuestions, outline, successCriteria, wouldChangeTheAnswer }: Plan): string {
  const section = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines.map((line) => `- ${line}`)];
  const lines = [
    `# ${title}`,
    ...section(
      'Questions',
      subQuestions.map(({ id, question, why }) => `${id}: ${question}${why && ` (${why})`}`),
    ),
    ...section('Outline', outline),
    ...section('Done when', successCriteria),
    ...section('What would change the answer', wouldChangeTheAnswer),
  ];
  return `${lines.join('\n')}\n`;
}

async function sendArtifact(
  artifacts: ArtifactStore,
  sha256: string,
  as: { name: string; type: string },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const bytes = await artifacts.stat(sha256);
  if (bytes === null) throw new DossierError('artifact-not-found', `There is no artifact ${sha256}.`);
  const stream = await artifacts.getStream(sha256);
  return asAttachment(reply, as).header('content-length', bytes).send(stream);
}

function asAttachment(reply: FastifyReply, { name, type }: { name: string; type: string }): FastifyReply {
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`);
}
