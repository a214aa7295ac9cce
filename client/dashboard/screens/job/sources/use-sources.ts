import type { JobView } from '../../../../../contract/view.ts';
import { useDocument } from '../../document/document-data.ts';

/** The sources of a job with what cites them, as far as it has come: before there is a draft nothing does. */
export function useSources(view: JobView) {
  return useDocument(view, view.artifacts.draft, view.artifacts.verification);
}
