import type { Body, Job } from './engine-rig.ts';

/**
 * Sends an open job back. One that wrote something down since it was looked at, such as that its record is behind, refuses and is looked at
 * again, as `dossier rewind --yes` does.
 */
export async function rewind(job: Job, wish: Pick<Body<'rewind'>, 'step'> & Partial<Body<'rewind'>>): Promise<void> {
  for (;;) {
    const { revision } = await job.view();
    const refused = await job.refusal('rewind', { item: null, changes: {}, fresh: false, ...wish, revision });
    if (refused === null) return;
    if (refused !== 'revision-stale') throw new Error(`The rewind was refused: ${refused}`);
  }
}
