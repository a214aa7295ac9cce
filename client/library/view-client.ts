import { type JobFacets, jobFacetsSchema } from '../../contract/job-list-api.ts';
import {
  type SavedView,
  type SavedViews,
  type SaveViewBody,
  savedViewSchema,
  savedViewsSchema,
} from '../../contract/views-api.ts';
import { readAnswer } from './answers.ts';
import type { Transport } from './transport.ts';

/** Saved views of the list of jobs. */
export interface ViewClient {
  savedViews(): Promise<SavedViews>;
  /** Throws `view-exists` where another search has the name, unless it is to be replaced; `views-full` beyond 50. */
  saveView(name: string, body: SaveViewBody): Promise<SavedView>;
  deleteView(name: string): Promise<void>;
  /** Owners and models that there are jobs of. */
  facets(): Promise<JobFacets>;
}

/** Builds it. */
export function viewClient(send: Transport, api: string): ViewClient {
  const address = (name: string): string => `${api}/views/${encodeURIComponent(name)}`;
  return {
    savedViews: async () => readAnswer(savedViewsSchema, await send(`${api}/views`)),
    saveView: async (name, body) =>
      readAnswer(savedViewSchema, await send(address(name), { method: 'PUT', json: body })),
    deleteView: async (name) => {
      await send(address(name), { method: 'DELETE' });
    },
    facets: async () => readAnswer(jobFacetsSchema, await send(`${api}/facets`)),
  };
}
