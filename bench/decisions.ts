import { setTimeout as sleep } from 'node:timers/promises';
import { createDossierClient } from '../client/library/dossier-client.ts';
import type { JobView } from '../contract/view.ts';
import { EXAMPLE, Installation } from '../test/end-to-end/installation.ts';
import { decisionOn, gateOpen } from '../test/support/decisions.ts';
import { reportInput } from '../test/support/job-input.ts';
import { scriptedActivities } from '../test/support/scripted-activities.ts';
import { startLab } from './engine-lab.ts';
import { sendTo } from './lab-messages.ts';
import { type Figure, type Measurement, percentile } from './measurement.ts';

const DECISIONS = 100;
/** The first ones load what is loaded once. */
const WARM = 5;
/** A person takes longer; what the decision before caused is over by then. */
const PAUSE_MS = 200;
const QUESTION = 'How many models are in use?';

function figure(what: string, all: readonly number[]): Figure {
  const times = all.slice(WARM);
  const shown = [0.5, 0.95, 0.99, 1].map((share) => `${percentile(times, share).toFixed(1)} ms`);
  const value = `p50 ${shown[0]}, p95 ${shown[1]}, p99 ${shown[2]}, most ${shown[3]} (n = ${times.length})`;
  return { what, value, aim: 'p50 20 ms, p99 100 ms' };
}

/** Sends one draft back again and again, and measures the answers. */
async function overHttp(tell: (line: string) => void): Promise<number[]> {
  const installation = new Installation();
  try {
    await installation.json(['report', QUESTION, EXAMPLE, '--id', 'decided', '--gates', 'approve']);
    const instance = installation.instance();
    if (instance === undefined) throw new Error('There is no instance.');
    const { url, token } = instance;
    const client = createDossierClient({ url, token, via: 'cli' });
    const times: number[] = [];
    let view: JobView;
    while (times.length < DECISIONS) {
      const round = times.length + 1;
      do {
        await sleep(50);
        ({ view } = await client.view('decided'));
      } while (!gateOpen('approve', round)(view));
      await sleep(PAUSE_MS);
      const body = JSON.stringify(decisionOn(view, 'revise', { comment: `Once more, ${round}.` }));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const from = performance.now();
      const answer = await fetch(`${url}/api/v1/jobs/decided/messages/decide`, { method: 'POST', headers, body });
      const said = await answer.text();
      times.push(performance.now() - from);
      if (answer.status !== 200) throw new Error(`${answer.status} ${said}`);
      if (round % 20 === 0) tell(`${round} of ${DECISIONS}`);
    }
    return times;
  } finally {
    await installation.end();
  }
}

async function asUpdates(tell: (line: string) => void): Promise<number[]> {
  const lab = await startLab();
  try {
    return await lab.work(scriptedActivities().activities, async ({ start }) => {
      const handle = await start('report', reportInput('decided', { gates: ['approve'] }));
      const job = sendTo(handle);
      const times: number[] = [];
      while (times.length < DECISIONS) {
        const view = await job.until(gateOpen('approve', times.length + 1));
        await sleep(PAUSE_MS);
        const body = decisionOn(view, 'revise', { comment: 'Once more.' });
        const from = performance.now();
        await job.send('decide', body);
        times.push(performance.now() - from);
        if (times.length % 20 === 0) tell(`update ${times.length} of ${DECISIONS}`);
      }
      return times;
    });
  } finally {
    await lab.stop();
  }
}

/** How long a person who decides waits for the answer. */
export const decisions: Measurement = {
  name: 'decisions',
  words: `One client sends one draft back ${DECISIONS} times, each time when its gate has been open for ${PAUSE_MS} ms, and waits for the answer, which says that the job has taken the decision in; the first ${WARM} are left out. Over HTTP: on a running instance with the offline model. As an update: on the engine alone, without API and ledger.`,
  async run(tell) {
    const updates = figure('the same as an update of the workflow', await asUpdates(tell));
    tell(updates.value);
    return [figure('a decision over HTTP', await overHttp(tell)), updates];
  },
};
