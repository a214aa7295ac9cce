import type { DocumentRead, DocumentToRead } from '../contract/document-reading.ts';
import { jobActivities } from './engine/activities.ts';

/**
 * Reads one uploaded document before any job has it, so that a person sees what it gives; the ingest step of a job then finds it read.
 * No job kind: nobody decides anything in it, and it has no record.
 */
export async function extractDocument(document: DocumentToRead): Promise<DocumentRead> {
  const { timeScale, ...input } = document;
  return await jobActivities(timeScale).work.readDocument(input);
}
