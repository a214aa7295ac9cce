import { type Plan, planSchema } from '../../../../../contract/plan.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { ChangesBetween } from './changes-between.tsx';
import { linesOfPlan } from './version-lines.ts';

/** What a plan changes of the version that was reviewed before it. */
export function PlanChanges({
  plan,
  ...props
}: {
  view: JobView;
  before: JobView['decisions'][number];
  plan: Plan;
  sha256: string;
}) {
  return <ChangesBetween {...props} after={linesOfPlan(plan)} read={(json) => linesOfPlan(planSchema.parse(json))} />;
}
