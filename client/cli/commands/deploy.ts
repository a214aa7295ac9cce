import type { DeploymentAnswer, WorkerVersion } from '../../../contract/deployments.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { Command } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

const OFF =
  'Versioning is not on: jobs go on with whatever worker is there. Start workers with DOSSIER_WORKER_VERSIONING=pinned to pin jobs to their build.';

function words({ build, state, openJobs, pollers }: WorkerVersion): string {
  const jobs = `${openJobs} open ${openJobs === 1 ? 'job' : 'jobs'}`;
  const workers = `${pollers} ${pollers === 1 ? 'worker' : 'workers'}`;
  const isStranded = openJobs > 0 && pollers === 0;
  return `${build}  ${state}, ${jobs}, ${workers}${isStranded ? ': its jobs stand still' : ''}`;
}

function told(answer: DeploymentAnswer): string {
  if (answer.versions.length === 0) return OFF;
  const lines = [`Deployment ${answer.name}`, ...answer.versions.map((version) => `  ${words(version)}`)];
  if (answer.unversionedJobs > 0) lines.push(`  ${answer.unversionedJobs} open jobs without a build`);
  if (answer.current === null) lines.push('No build is current, so no new job starts: dossier deploy --current BUILD');
  return lines.join('\n');
}

/** `dossier deploy`. */
export const deploy: Command = {
  name: 'deploy',
  usage: '[--current BUILD | --move JOB]',
  words: 'Show the builds of pinned workers and which still have open jobs; choose the one that new jobs start on.',
  options: {
    current: { value: 'BUILD', words: 'new jobs start on this build; waits for its first worker' },
    move: { value: 'JOB', words: 'let a job go on with the current build, where its own is gone' },
  },
  positionals: { min: 0, max: 0, missing: '' },
  async run({ options, terminal, connect }) {
    const [build, job] = [options.text('current'), options.text('move')];
    if (build !== undefined && job !== undefined)
      throw new DossierError('request-invalid', 'Give --current or --move, not both.', { field: 'move' });
    const { client } = await connect();
    if (build !== undefined) await client.makeCurrent(build);
    if (job !== undefined) await client.moveToCurrent(job);
    const answer = await client.deployment();
    const moved = job === undefined ? [] : [`The job ${job} goes on with the build ${answer.current}.`];
    terminal.result(answer, [...moved, told(answer)].join('\n'));
    return EXIT.done;
  },
};
