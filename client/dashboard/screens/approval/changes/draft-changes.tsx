import { type Draft, draftSchema } from '../../../../../contract/draft/blocks.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { ChangesBetween } from './changes-between.tsx';
import { linesOfDraft } from './version-lines.ts';

/** What a draft changes of the version that was reviewed before it. */
export function DraftChanges({
  draft,
  ...props
}: {
  view: JobView;
  before: JobView['decisions'][number];
  draft: Draft;
  sha256: string;
}) {
  return (
    <ChangesBetween {...props} after={linesOfDraft(draft)} read={(json) => linesOfDraft(draftSchema.parse(json))} />
  );
}
