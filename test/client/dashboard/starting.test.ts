import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { EXAMPLE } from '../../end-to-end/installation.ts';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';

jest.setTimeout(300_000);

const DOCUMENTS = join(import.meta.dirname, '..', '..', 'support', 'documents');
const ENCRYPTED = join(DOCUMENTS, 'user-password.pdf');
/** What begins like a picture, whatever its name says. */
const PICTURE = { name: 'minutes.docx', mimeType: '', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') };
const QUESTION = 'How long does the vendor keep prompts?';

const question = (page: Page) => page.getByRole('textbox', { name: 'Question' });
const startButton = (page: Page) => page.getByRole('button', { name: 'Start the report' });
const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Documents' }).getByRole('listitem').filter({ hasText: name });

type Files = Parameters<Page['setInputFiles']>[1];

async function choose(page: Page, files: Files): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles(files);
}

async function saved(page: Page, name: string): Promise<{ as: string; path: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  const path = await download.path();
  return { as: download.suggestedFilename(), path, text: readFileSync(path, 'utf8') };
}

describeInBrowser('a person who starts in the browser', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start({ faults: false });
  });
  afterAll(() => lab?.end());

  test('tries the sample on an empty installation, approves it, reads its report and saves it in every form', async () => {
    const first = await lab.openSignedOut({ acceptDownloads: true });
    const { page } = first;
    await page.goto(lab.printed);
    await page.getByText('No jobs yet').waitFor();
    await page.getByRole('link', { name: 'Try the sample' }).click();
    await page.getByText('This is the sample').waitFor();
    await comesTo(true, async () => (await question(page).inputValue()).includes('?'));
    await startButton(page).click();
    await page.waitForURL(/\/jobs\/(?!new)/);
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const gate = page.getByRole('region', { name: 'Do you approve this draft?' });
    await gate.getByRole('button', { name: 'Approve', exact: true }).click();
    await page.getByText(/^You approved round 1/).waitFor();
    await page.getByText('The report is finished.').first().waitFor();
    await page.getByRole('tab', { name: 'Report' }).click();
    const title = (await page.getByRole('article').getAttribute('aria-label')) ?? '';
    expect(title).not.toBe('');
    // What is saved is the record's, should the worker not answer in time.
    await lab.until(id, 'done');

    const markdown = await saved(page, 'Markdown');
    expect(markdown.as).toBe(`${id}.md`);
    expect(markdown.text).toContain(`# ${title}`);
    const html = await saved(page, 'Web page');
    expect(html.as).toBe(`${id}.html`);
    expect(html.text).toContain(`<title>${title}</title>`);
    expect(html.text).not.toMatch(/<script|javascript:|\son\w+=/i);
    const bundle = await saved(page, 'Bundle');
    expect(bundle.as).toBe(`${id}.json`);
    expect(JSON.parse(bundle.text)).toMatchObject({ job: { id } });
    expect(await lab.installation.run(['verify', bundle.path])).toMatchObject({ code: 0 });
    await first.close();
  });

  test('is told of each document what was read of it, and starts with what is left', async () => {
    const watched = await lab.open();
    const { page } = watched;
    await page.getByRole('banner').getByRole('link', { name: 'New report' }).click();
    await startButton(page).click();
    // What is wrong stands on top, with the focus, and at each field.
    const summary = page.getByRole('alert').filter({ hasText: '2 things must be put right' });
    await comesTo(true, () => summary.evaluate((one) => one === one.ownerDocument.activeElement));
    await comesTo('true', () => question(page).getAttribute('aria-invalid'));
    await page.locator('.field-error', { hasText: 'Ask a question.' }).waitFor();
    await summary.getByRole('button', { name: 'Ask a question.' }).click();
    await page.keyboard.type(QUESTION);
    await summary.waitFor({ state: 'hidden' });

    const example = (name: string): string => join(EXAMPLE, name);
    await choose(page, [example('data-protection-review.pdf'), example('usage.csv'), example('steering-minutes.docx')]);
    await row(page, 'data-protection-review.pdf')
      .getByText(/^\d+ pages?, \d+ words/)
      .waitFor();
    await row(page, 'usage.csv')
      .getByText(/1 table/)
      .waitFor();
    await row(page, 'steering-minutes.docx')
      .getByText(/ words/)
      .waitFor();
    await choose(page, ENCRYPTED);
    await row(page, 'user-password.pdf').getByText('Save the file without its password').waitFor();
    await choose(page, PICTURE);
    await row(page, 'minutes.docx').last().locator('.document-failure').waitFor();
    await page
      .getByRole('status')
      .getByText(/^5 documents · .* words · 2 not readable$/)
      .waitFor();

    await page.getByRole('button', { name: 'Preview data-protection-review.pdf' }).click();
    await page
      .getByRole('dialog')
      .getByText(/prompts/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    const effort = page.getByRole('region', { name: 'Likely effort' });
    await effort
      .getByText(/^about .*, rarely above/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Remove user-password.pdf' }).click();
    await row(page, 'user-password.pdf').waitFor({ state: 'detached' });

    // What is written outlives a reload, the documents with what was read of them too.
    await page.getByRole('radio', { name: 'Low' }).check();
    await page.reload();
    await comesTo(QUESTION, () => question(page).inputValue());
    await comesTo(true, () => page.getByRole('radio', { name: 'Low' }).isChecked());
    await row(page, 'usage.csv')
      .getByText(/1 table/)
      .waitFor();
    await drop(page, 'dropped.md', '# Notes\n\nThe vendor keeps prompts for 30 days.\n');
    await row(page, 'dropped.md').getByText('8 words').waitFor();
    await page.getByRole('button', { name: 'Remove usage.csv' }).click();
    await startButton(page).click();
    await page.waitForURL(/\/jobs\/(?!new)/);
    await page.getByText('The report is finished.').first().waitFor();
    await page.getByRole('tab', { name: 'Sources' }).click();
    await page.getByRole('heading', { name: 'Could not be read 1' }).waitFor();
    const titles = page.getByRole('tabpanel').getByRole('heading', { level: 3 });
    await comesTo(['data-protection-review.pdf', 'dropped.md', 'minutes.docx', 'steering-minutes.docx'], async () =>
      (await titles.allTextContents()).sort(),
    );
    // The form is empty again.
    await page.getByRole('banner').getByRole('link', { name: 'New report' }).click();
    await comesTo('', () => question(page).inputValue());
    await watched.close();
  });
});

async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}));
      return transfer;
    })()`,
  );
  await page.locator('.drop-zone').dispatchEvent('drop', { dataTransfer: transfer });
}
