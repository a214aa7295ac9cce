import { z } from 'zod';
import { searchDocumentsResultSchema } from '../../contract/tools.ts';
import { shownPassage, withinBounds } from './found-passages.ts';
import { defineTool } from './tool.ts';

const DEFAULT_LIMIT = 8;

/** Finds passages by words. */
export const searchDocuments = defineTool({
  description:
    'Finds the passages of the documents that match words best, from several documents where several match. Use the words that the documents would use. ' +
    'Of a long table only the first rows are searched; query_table reaches all of them.',
  input: z.object({
    query: z.string().min(1).max(1_000).describe('Words to look for; any of them may match'),
    limit: z.int().min(1).max(20).nullable().describe('Most passages to return; null for 8'),
  }),
  output: searchDocumentsResultSchema,
  effect: 'read',
  quick: true,
  async run({ query, limit }, { sources }) {
    const found = sources.search(query, limit ?? DEFAULT_LIMIT);
    const shown = withinBounds(found.map(({ passage, score }) => ({ ...shownPassage(passage, sources), score })));
    const passageIds = shown.map((passage) => passage.passageId);
    return { shown: { passages: shown }, found: shown.length, passageIds, recorded: null };
  },
});
