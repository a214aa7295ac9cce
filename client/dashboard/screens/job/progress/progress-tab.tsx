import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { parsePlaceKey } from '../../../../../contract/place.ts';
import type { JobView, PlaceView } from '../../../../../contract/view.ts';
import { BranchDialog } from '../../branch/branch-dialog.tsx';
import { Lineage } from '../../branch/lineage.tsx';
import type { As } from '../../branch/use-branch.ts';
import { useWholeJournal } from '../history/use-whole-journal.ts';
import type { JobTabProps } from '../job-screen.tsx';
import type { JobSearch } from '../job-search.ts';
import { attemptsOf } from './attempts.ts';
import { PlaceDetail } from './place-detail.tsx';
import './progress.css';
import { StepRail } from './step-rail.tsx';

const route = getRouteApi('/jobs/$id');

/** The steps in time, and the one that is looked at: what it does, gave, took and cost. */
export function ProgressTab({ answer }: JobTabProps) {
  const { view } = answer;
  const { place: wanted, zoom = 0, around } = route.useSearch();
  const navigate = route.useNavigate();
  const journal = useWholeJournal(view);
  const places = placesOf(view.steps);
  const { steps } = view;
  // Not with every tick of the clock: a long job has many lines and items.
  const attempts = useMemo(() => attemptsOf(journal, placesOf(steps)), [journal, steps]);
  const chosen = standingAt(places, wanted) ?? worthALook(view);
  // Asked here and not where it is pressed: whatever the job goes on to meanwhile, what somebody writes in it stays before them.
  const [branch, ask] = useState<{ place: PlaceView; as: As; isOpen: boolean } | null>(null);
  const change = (changed: Partial<JobSearch>): void =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true, resetScroll: false });
  return (
    <div className="stack">
      <div className="progress">
        <StepRail
          view={view}
          attempts={attempts}
          chosen={chosen?.key}
          zoom={{ zoom, around: around ?? null }}
          onZoom={(next) => change({ zoom: next.zoom || undefined, around: next.around ?? undefined })}
          onChoose={(place) => change({ place })}
        />
        {chosen !== undefined && (
          <PlaceDetail
            key={`${chosen.step}/${chosen.item}`}
            {...{ answer, journal, attempts }}
            place={chosen}
            onBranch={(as) => ask({ place: chosen, as, isOpen: true })}
          />
        )}
      </div>
      {branch !== null && (
        <BranchDialog
          view={view}
          target={{ step: branch.place.step, item: branch.place.item }}
          as={branch.as}
          isOpen={branch.isOpen}
          onClose={() => ask({ ...branch, isOpen: false })}
        />
      )}
      <Lineage view={view} />
    </div>
  );
}

function placesOf(steps: JobView['steps']): PlaceView[] {
  return steps.flatMap(({ items, ...step }): PlaceView[] => [step, ...items]);
}

/** The place of a key; where it gave way to another round or generation, the one that stands for the same step and item. */
function standingAt(places: readonly PlaceView[], key: string | undefined): PlaceView | undefined {
  const place = key === undefined ? null : parsePlaceKey(key);
  return (
    places.find((one) => one.key === key) ??
    places.find(({ step, item }) => step === place?.step && item === place.item)
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
