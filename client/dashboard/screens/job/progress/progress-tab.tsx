import { getRouteApi } from '@tanstack/react-router';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { Lineage } from '../../branch/lineage.tsx';
import type { JobTabProps } from '../job-screen.tsx';
import { PlaceDetail } from './place-detail.tsx';
import './progress.css';
import { StepRail } from './step-rail.tsx';

const route = getRouteApi('/jobs/$id');

/** The steps in time, and the one that is looked at: what it does, gave, took and cost. */
export function ProgressTab({ answer }: JobTabProps) {
  const { view } = answer;
  const { place: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const places = view.steps.flatMap(({ items, ...step }): PlaceView[] => [step, ...items]);
  const chosen = places.find(({ key }) => key === wanted) ?? worthALook(view);
  return (
    <div className="stack">
      <div className="progress">
        <StepRail
          view={view}
          chosen={chosen?.key}
          onChoose={(place) =>
            void navigate({ search: (before) => ({ ...before, place }), replace: true, resetScroll: false })
          }
        />
        {chosen !== undefined && <PlaceDetail key={chosen.key} answer={answer} place={chosen} />}
      </div>
      <Lineage view={view} />
    </div>
  );
}

/** What is shown before somebody chooses: what waits for a person, else what runs, else the last that was done. */
function worthALook(view: JobView): PlaceView | undefined {
  const steps: PlaceView[] = view.steps;
  return (
    steps.find(({ status }) => status === 'needs_attention') ??
    steps.find(({ status }) => status === 'running') ??
    steps.find(({ status }) => status === 'waiting') ??
    steps.findLast(({ status }) => status !== 'pending') ??
    steps[0]
  );
}
