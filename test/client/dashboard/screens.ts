import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { QUESTION } from '../../end-to-end/installation.ts';
import { answersError } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { ROOF, ROOF_QUESTION } from './short-jobs.ts';

/** Makes the pictures of `docs/screens/`: every screen of a real instance with the sample in it, in both themes. `npm run screens`. */
const FOLDER = join(import.meta.dirname, '..', '..', '..', 'docs', 'screens');
const LARGEST_BYTES = 200_000;
const DENIED = answersError(401, { code: 'invalid_api_key', message: 'Incorrect API key provided.' });

const inMain = (name: string | RegExp) => (page: Page) => page.getByRole('main').getByText(name).first().waitFor();
const pressed =
  (name: string, then: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await page.getByRole('button', { name }).first().click();
    await then(page);
  };
const marked = (page: Page) => page.locator('.source-panel').locator('mark, .pdf-mark').first().waitFor();
const openedMark = (name: RegExp) => async (page: Page) => {
  await page.getByRole('article').getByRole('button', { name }).first().click();
  await marked(page);
};

/** Each picture: its name, where it is, and what makes it ready. */
const SCREENS: readonly [name: string, path: string, ready: (page: Page) => Promise<void>][] = [
  ['jobs', '/jobs', inMain('Needs attention')],
  ['new-report', '/jobs/new?sample=true', inMain('New report')],
  ['progress', '/jobs/sample?tab=progress', inMain('What happened')],
  ['report', '/jobs/sample?tab=report', inMain(/factual sentences/)],
  ['report-pdf', '/jobs/sample?tab=report', openedMark(/data-protection-review.pdf/)],
  ['report-query', '/jobs/sample?tab=report', (page) => openedQuery(page)],
  ['sources', '/jobs/sample?tab=sources', inMain(/^Cited/)],
  ['calls', '/jobs/sample?tab=calls', inMain(/ calls$/)],
  ['history', '/jobs/sample?tab=history', inMain('In words')],
  ['audit', '/jobs/sample?tab=audit', inMain('Audit')],
  ['approval', '/jobs/waits?tab=progress', inMain('Your decision')],
  ['approval-edit', '/jobs/waits?tab=progress', pressed('Edit and approve', inMain('Preview'))],
  ['recover', '/jobs/parks', inMain('What needs attention')],
  [
    'rewind',
    '/jobs/sample?tab=progress',
    pressed('Go back to here', (page) => page.getByText(/^What to change/).waitFor()),
  ],
  ['approvals', '/approvals', inMain('Approvals')],
  ['costs', '/costs', inMain('Costs')],
  ['settings', '/settings', inMain('Settings')],
];

async function openedQuery(page: Page): Promise<void> {
  await page
    .getByRole('article')
    .getByRole('button', { name: /usage.csv/ })
    .first()
    .click();
  await page.locator('.source-panel').getByRole('table').waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  // Figures count up and pictures of pages are drawn: a moment for what no element tells.
  await page.waitForTimeout(700);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  process.stdout.write(`${path} ${Math.round(size / 1_000)} kB${size > LARGEST_BYTES ? ': TOO LARGE' : ''}\n`);
}

async function main(lab: BrowserLab): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  lab.provider.arm('parks', 'plan', DENIED);
  // Under a name whose price is known, so that costs are told.
  await lab.startExample('sample', QUESTION, { gates: [], tags: ['sample'], model: 'gpt-5.5' });
  await lab.startExample('waits', QUESTION, { gates: ['approve'], risk: 'high', model: 'gpt-5.5' });
  await lab.startJob('parks', ROOF, { question: ROOF_QUESTION, gates: ['approve'] });
  await Promise.all([
    lab.until('sample', 'done'),
    lab.until('waits', 'waiting'),
    lab.until('parks', 'needs_attention'),
  ]);
  for (const colorScheme of ['light', 'dark'] as const) {
    const watched = await lab.open('/jobs', { colorScheme, timezoneId: 'UTC' });
    for (const [name, path, ready] of SCREENS) {
      await watched.page.goto(new URL(path, lab.instance.url).href);
      await ready(watched.page);
      await shoot(watched.page, colorScheme === 'light' ? name : `${name}-dark`);
    }
    await watched.close();
  }
}

const lab = await BrowserLab.start();
try {
  await main(lab);
} finally {
  await lab.end();
}
