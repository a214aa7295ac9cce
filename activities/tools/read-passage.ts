import { z } from 'zod';
import { DossierError } from '../../contract/failures.ts';
import { readPassageResultSchema } from '../../contract/tools.ts';
import { shownPassage, withinBounds } from './found-passages.ts';
import { defineTool } from './tool.ts';

/** Reads one passage, with its neighbours where asked. */
export const readPassage = defineTool({
  description: 'Reads a passage by its id, with the passages before and after it where neighbours are asked for.',
  input: z.object({
    passageId: z.string().max(60).describe('Id of a passage, such as s2-p14'),
    neighbours: z.int().min(0).max(5).nullable().describe('Passages to add on each side; null for none'),
  }),
  output: readPassageResultSchema,
  effect: 'read',
  quick: true,
  async run({ passageId, neighbours }, { sources }) {
    const wanted = sources.passage(passageId);
    if (wanted === null) {
      const message = `There is no passage "${passageId}". Ids of passages come from search_documents.`;
      throw new DossierError('tool-arguments-invalid', message, { field: 'passageId' });
    }
    const around = sources.passagesAround(passageId, neighbours ?? 0);
    // The passage asked for counts first, so that bounds cut its neighbours only.
    const kept = new Set(withinBounds([wanted, ...around.filter(({ id }) => id !== passageId)]).map(({ id }) => id));
    const shown = around.filter(({ id }) => kept.has(id)).map((passage) => shownPassage(passage, sources));
    const passageIds = shown.map((passage) => passage.passageId);
    return { shown: { passages: shown }, found: shown.length, passageIds, recorded: null };
  },
});
