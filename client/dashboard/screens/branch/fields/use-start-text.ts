import { useQuery } from '@tanstack/react-query';
import type { ArtifactRef } from '../../../../../contract/artifact.ts';
import { type Plan, planSchema } from '../../../../../contract/plan.ts';
import { type PartName, partOf } from '../../../../../contract/recovery/parts.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { instance } from '../../../app/instance.ts';
import { exampleOf, type Form, linesOf } from './supplied-text.ts';

/** A step or an item of one, by name. */
export interface Target {
  step: JobView['steps'][number]['step'];
  item: string | null;
}

/** The step or item as it stands now. */
export function placeAt(view: JobView, { step, item }: Target) {
  const own = view.steps.find((one) => one.step === step);
  return item === null ? own : own?.items.find((one) => one.item === item);
}

/** Which sort of part a step or item is. */
export function partAt(view: JobView, target: Target): PartName {
  return partOf(view.kind, target);
}

const immutable = { staleTime: Number.POSITIVE_INFINITY } as const;

/** The plan of a job; undefined where there is none, or it cannot be read. */
export function usePlan(view: JobView): { plan: Plan | undefined; isPending: boolean } {
  const ref = view.artifacts.plan;
  const { data, isLoading } = useQuery({
    ...immutable,
    queryKey: ['artifact', 'plan', ref?.sha256 ?? null],
    enabled: ref !== undefined,
    queryFn: async () => planSchema.parse(await instance.artifactJson(ref?.sha256 ?? '')),
  });
  return { plan: data, isPending: isLoading };
}

/** The text to begin with where a person writes a result: what stands there now, else an example. */
export function useStartText(view: JobView, target: Target, form: Form): { text: string; isPending: boolean } {
  const part = partAt(view, target);
  const place = placeAt(view, target);
  const output = part === 'plan' ? (view.artifacts.plan ?? null) : (place?.output ?? null);
  const { data, isPending } = useQuery({
    ...immutable,
    queryKey: ['artifact', 'start-text', form, view.id, part, target.item, output?.sha256 ?? null, view.revision],
    queryFn: () => startText(view, part, target.item, form, output),
  });
  return { text: data ?? '', isPending };
}

async function startText(
  view: JobView,
  part: PartName,
  item: string | null,
  form: Form,
  output: ArtifactRef | null,
): Promise<string> {
  const asked = view.steps.flatMap(({ items }) => items).find((one) => one.item === item)?.title ?? view.question;
  try {
    // Its marks let sentences keep their ids; before the first draft there is none.
    if (form === 'markdown') return view.artifacts.draft === undefined ? '' : await instance.draft(view.id, 'md');
    if (output === null) return form === 'lines' ? '' : exampleOf(part, item, asked);
    const value = await instance.artifactJson(output.sha256);
    return form === 'lines' ? linesOf(planSchema.parse(value)) : JSON.stringify(value, null, 2);
  } catch {
    // What stood there is lost or not there yet: a person begins from nothing.
    return form === 'json' ? exampleOf(part, item, asked) : '';
  }
}
