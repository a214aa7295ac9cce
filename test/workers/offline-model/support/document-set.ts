import { readdirSync } from 'node:fs';
import type { z } from 'zod';
import { type foundPassageSchema, listTablesResultSchema } from '../../../../contract/tools.ts';
import { filesOf, passagesOf } from '../../../support/ingested-documents.ts';
import { toolRig } from '../../../support/tool-rig.ts';

type Passage = z.infer<typeof foundPassageSchema>;
type Table = z.infer<typeof listTablesResultSchema>['tables'][number];

/** A folder of documents behind the tools that models are offered. */
export interface DocumentSet {
  passages: Passage[];
  tables: Table[];
  /** Runs a tool and gives what the model is shown. */
  callTool(name: string, args: Record<string, unknown>): Promise<unknown>;
  close(): Promise<void>;
}

/** Ingests documents and opens the tools over them. */
export async function openDocumentSet(folder: string, names = readdirSync(folder)): Promise<DocumentSet> {
  const rig = await toolRig(await filesOf(folder, names));
  const callTool = async (name: string, args: Record<string, unknown>): Promise<unknown> =>
    (await rig.call(name, args)).content.shown;
  const { set } = rig.ingested;
  const passages = await Promise.all(
    names.map(async (name, at) =>
      (await passagesOf(rig.rig.artifacts, set, at)).map(({ id, ...passage }) => ({
        ...passage,
        passageId: id,
        sourceTitle: name,
      })),
    ),
  );
  const { tables } = listTablesResultSchema.parse(await callTool('list_tables', {}));
  return { passages: passages.flat(), tables, callTool, close: async () => rig.close() };
}
