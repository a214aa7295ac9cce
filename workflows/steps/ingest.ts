import type { ArtifactRef } from '../../contract/artifact.ts';
import { type Failure, failure } from '../../contract/failures.ts';
import { type Place, placeKey } from '../../contract/place.ts';
import type { JobRun } from '../engine/job-run.ts';
import { Parked } from '../engine/parked.ts';
import { part, step } from '../engine/step.ts';
import { tenantOf } from './tenant.ts';

/** Takes snapshots of the web pages that were named; reads them and what was attached: passages with locators, tables, and the index over both. */
export async function ingest(job: JobRun): Promise<ArtifactRef> {
  const done = await step(job, 'ingest', async (place) => {
    const { sources: attachments, sourceCount, linkCount = 0 } = job.state.input;
    const pages = linkCount === 0 ? {} : { pages: await takePages(job, place, linkCount) };
    const summary = `read ${sourceCount + linkCount} documents`;
    const read = await job.call(() =>
      job.activities.work.ingestSources.executeWithOptions({ summary }, [{ ...tenantOf(job), attachments, ...pages }]),
    );
    const { output, facts, unread } = read;
    if (facts.sources === facts.unreadable) throw new Parked(nothingRead(linkCount > 0, unread));
    return { output, facts };
  });
  return done.output;
}

/** Fetches all pages side by side, each once for good: what was fetched is kept with its place. A page that cannot be had leaves its place degraded. */
async function takePages(job: JobRun, of: Place, count: number): Promise<ArtifactRef[]> {
  const attachments = job.state.input.sources;
  const links = Array.from({ length: count }, (_, link) => link);
  const pages = links.map((link) =>
    part(job, of, `page-${link + 1}`, `Web page ${link + 1}`, async (place) => {
      const summary = `fetch ${placeKey(place)}`;
      return await job.call(() =>
        job.activities.work.fetchPage.executeWithOptions({ summary }, [{ attachments, link }]),
      );
    }),
  );
  return (await Promise.all(pages)).map(({ output }) => output);
}

function nothingRead(hasPages: boolean, unread?: { reasons: string; remedies: string }): Failure {
  const reasons = unread === undefined ? '' : ` ${unread.reasons}`;
  if (hasPages) {
    return failure('no-documents', `None of the documents and web pages could be read.${reasons}`, {
      remedy:
        'See why beside each page; a job asks for a page once, so save the pages and add the files: `dossier retry JOB ingest --set add=FILE`.',
    });
  }
  const about = 'Add a document that can be read: `dossier retry JOB ingest --set add=FILE`.';
  return failure('no-documents', `None of the attached documents could be read.${reasons}`, {
    remedy: unread === undefined ? about : `${about} ${unread.remedies}`.trim(),
  });
}
