import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { createDossierClient } from '../client/library/dossier-client.ts';
import { EXAMPLE, Installation } from '../test/end-to-end/installation.ts';
import { type Figure, percentile } from './measurement.ts';

const JOBS = 3;
const QUESTION =
  'How many models are in use? Which model had the most incident minutes? In which region are prompts stored?';

/** Notes in the page when each entry of the rail is first drawn as done. */
const NOTE_ENDS = `(() => {
  window.drawn = {};
  const look = () => {
    for (const entry of document.querySelectorAll('.step-entry')) {
      const { place } = entry.dataset;
      if (entry.querySelector('.status-done') && !(place in window.drawn)) window.drawn[place] = Date.now();
    }
    requestAnimationFrame(look);
  };
  look();
})()`;

/** From the workflow's instant of a step's end to the drawing that shows it, over the steps of some jobs. */
export async function changesReachPage(browser: Browser, tell: (line: string) => void): Promise<Figure[]> {
  const installation = new Installation({ DOSSIER_OFFLINE_DELAY_MS: '150' });
  const late: number[] = [];
  try {
    for (let count = 1; count <= JOBS; count += 1) {
      const id = `watched-${count}`;
      await installation.json(['report', QUESTION, EXAMPLE, '--id', id, '--gates', 'none']);
      const { url, token } = installation.instance() ?? { url: '', token: '' };
      const client = createDossierClient({ url, token, via: 'cli' });
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(new URL(await client.newOpening(), url).href);
      const opened = Date.now();
      await page.goto(`${url}/jobs/${id}?tab=progress`);
      await page.locator('.step-entry').first().waitFor();
      await page.evaluate(NOTE_ENDS);
      let { view } = await client.view(id);
      while (view.endedAt === null) {
        await sleep(250);
        ({ view } = await client.view(id));
      }
      await sleep(1_000);
      const drawn = await page.evaluate<Record<string, number>>('window.drawn');
      for (const { key, endedAt } of view.steps.flatMap((step) => [step, ...step.items])) {
        const at = endedAt === null ? 0 : Date.parse(endedAt);
        const seen = drawn[key];
        // What was done before the page was there says nothing.
        if (seen !== undefined && at > opened + 2_000) late.push(seen - at);
      }
      await context.close();
      tell(`${id} watched`);
    }
  } finally {
    await installation.end();
  }
  const shown = (share: number): string => `${Math.round(percentile(late, share))} ms`;
  const value = `p50 ${shown(0.5)}, p95 ${shown(0.95)}, most ${shown(1)} (n = ${late.length})`;
  return [{ what: 'a step or item that ended, until the page shows it', value, aim: 'p95 300 ms' }];
}
