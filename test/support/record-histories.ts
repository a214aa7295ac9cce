import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { JobInput } from '../../contract/job-input.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import { startRig } from './engine-rig.ts';
import type { History } from './job-histories.ts';
import { checkInput, reportInput } from './job-input.ts';
import { HISTORIES } from './recorded-histories.ts';
import { SCENARIOS, small } from './scenarios.ts';
import { scriptedActivities } from './scripted-activities.ts';

/*
 * `npm run record-histories`: runs every scenario on a real server and keeps the histories that the replay test reads.
 * To be run when a change of the workflows is meant to break open jobs, never to make the replay test pass.
 * `npm run record-histories -- NAME ...` records these scenarios only: new ones, beside histories that must go on replaying.
 */

/** Stacks and identities name the machine that recorded, and say nothing to replay. */
const LEFT_OUT = ['stackTrace', 'identity'];

/** One event a line. */
function asText(history: History): string {
  const { events } = JSON.parse(historyToJSON(history)) as { events: unknown[] };
  const lines = events.map((event) =>
    JSON.stringify(event, (key, value: unknown) => (LEFT_OUT.includes(key) ? undefined : value)),
  );
  return `{"events":[\n${lines.join(',\n')}\n]}\n`;
}

function inputOf(scenario: (typeof SCENARIOS)[number]): JobInput {
  return scenario.kind === 'check'
    ? checkInput(scenario.name, scenario.input)
    : reportInput(scenario.name, scenario.input);
}

const rig = await startRig();
const named = process.argv.slice(2);
if (named.length === 0) await rm(HISTORIES, { recursive: true, force: true });
await mkdir(HISTORIES, { recursive: true });
for (const scenario of SCENARIOS.filter(({ name }) => named.length === 0 || named.includes(name))) {
  const { name, activities, drive } = scenario;
  const more = activities?.();
  const scripted = scriptedActivities((base) => ({ ...small(base), ...more?.(base) }));
  const histories = await rig.withWorker(scripted, async (jobs) => {
    const job = await jobs.start(inputOf(scenario));
    const state = (): JobState => {
      const recorded = scripted.records.at(-1)?.state;
      if (recorded == null) throw new Error(`${name} has no record.`);
      return recorded;
    };
    const kept = (await drive(job, { jobs, state })) ?? job;
    await kept.handle.result();
    return await kept.histories();
  });
  for (const [index, history] of histories.entries()) {
    const file = histories.length === 1 ? name : `${name}-${index + 1}`;
    await writeFile(join(HISTORIES, `${file}.json`), asText(history));
    console.log(`${file}: ${history.events?.length} events`);
  }
}
await rig.stop();
process.exit(0);
