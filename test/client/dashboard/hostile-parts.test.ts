import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { answersError, answersWith } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { HOSTILE_CORPUS, RAN } from './hostile-corpus.ts';
import { folded, foreignIn, openWatching, PLAIN } from './hostile-page.ts';
import { ROOF } from './short-jobs.ts';

jest.setTimeout(300_000);

const IMAGE = `<img src=x onerror=${RAN}>`;
const SCRIPT = `<script>${RAN}</script>`;
/** Of every way a few. */
const SOME = HOSTILE_CORPUS.filter((_, index) => index % 6 === 0);
/** What a file of a person's machine can be called. */
const NAMES = PLAIN.filter((text) => !text.includes('/') && text.length <= 80).slice(0, 12);
const DENIED = answersError(401, { code: 'invalid_api_key', message: SOME.join(' ') });

/** A draft that says these things. */
const draftOf = (texts: readonly string[]) => {
  const block = { columns: [], rows: [], text: '', sentences: [] };
  const said = (text: string) => ({ kind: 'analysis', text: `Said: ${text}`, evidence: [] });
  const blocks = [
    { ...block, type: 'heading', text: `Heading ${IMAGE}` },
    ...texts.map((text) => ({ ...block, type: 'paragraph', sentences: [said(text)] })),
  ];
  return answersWith({ content: JSON.stringify({ title: `Title ${IMAGE}`, blocks }) });
};

describeInBrowser('hostile text in what is opened, written and compared', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    const models = (await lab.client.settings()).models?.models ?? [];
    for (const { id } of models) lab.provider.arm(id, 'echo', DENIED);
    lab.provider.arm('compared', 'draft', draftOf(SOME));
    lab.provider.arm('parks', 'plan', DENIED);
    await Promise.all([
      lab.startJob('compared', ROOF, { question: `What does the roof hold? ${IMAGE}`, gates: ['approve'] }),
      lab.startJob('parks', ROOF, { question: `What ${SOME.join(' ').slice(0, 3_000)}?`, gates: [] }),
    ]);
    await Promise.all([lab.until('compared', 'waiting'), lab.until('parks', 'needs_attention')]);
  });
  afterAll(() => lab?.end());

  test('stays text in what is asked, answered, compared and told beforehand', async () => {
    const { gates } = await lab.until('compared', 'waiting');
    const gate = gates[0]?.id ?? '';
    const watched = await openWatching(lab, '/jobs/compared');
    const { page } = watched;
    await page.getByRole('textbox', { name: 'Ask about this draft' }).fill(SOME.slice(0, 10).join('\n'));
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText(/^Answered by|^No model answered/).waitFor();
    await page.getByRole('button', { name: /^(Add an answer|Answer it yourself)$/ }).click();
    await page.getByRole('textbox', { name: 'Your answer' }).fill(SOME.join('\n').slice(0, 1_900));
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await page.getByText(/ answered, /).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    expect(gate).not.toBe('');

    lab.provider.arm('compared', 'draft', draftOf(SOME.map((text) => `Now ${text}`)));
    await lab.client.fork('compared', {
      id: 'forked',
      step: 'draft',
      changes: { comment: SOME.join('\n').slice(0, 4_000) },
    });
    await lab.until('forked', 'waiting');
    await page.goto(new URL('/jobs/forked?tab=progress', lab.instance.url).href);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Compare with compared' }).click();
    await dialog.getByText(/ \d+ the same/).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    const said = folded((await dialog.textContent()) ?? '');
    expect(SOME.filter((text) => said.includes(folded(text))).length).toBeGreaterThan(SOME.length / 2);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    await page
      .getByRole('list', { name: 'Steps', exact: true })
      .getByRole('button', { name: /^Draft/ })
      .first()
      .click();
    // Until the choice has come to the page, another step stands there.
    const draft = page.getByRole('region', { name: 'Draft', exact: true });
    await draft.getByRole('button', { name: 'Go back to here' }).click();
    await dialog.locator('summary', { hasText: 'What to do differently' }).click();
    await dialog.getByRole('textbox', { name: 'What to do differently' }).fill(SOME.slice(0, 20).join('\n'));
    await dialog.locator('summary', { hasText: 'A draft of your own' }).click();
    await dialog.getByRole('textbox', { name: 'In its place' }).fill(`# ${IMAGE}\n\n${SOME.join('\n\n')}`);
    await dialog.getByText(/^Runs again|^It cannot be done like this/).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    await watched.close();
  });

  test('stays text in the forms of recovery, and as a result that somebody supplies', async () => {
    const watched = await openWatching(lab, '/jobs/parks');
    watched.expectWrong(/status of 4\d\d/);
    const { page } = watched;
    const attention = page.getByRole('region', { name: 'What needs attention' });
    await attention.getByText('Why, and what was tried').first().click();
    await attention.getByRole('button', { name: /^Supply the result/ }).click();
    const lines = [...SOME.slice(0, 8).map((text) => `What of ${folded(text)}?`), `Is ${IMAGE} so?`];
    await attention.getByRole('textbox', { name: 'The result' }).fill(lines.join('\n'));
    expect(await foreignIn(page)).toEqual([]);
    lab.provider.arm('parks', 'draft', DENIED);
    await attention.getByRole('button', { name: 'Take this as the result' }).click();
    await page.getByText('Your result was taken.').waitFor();
    await lab.until('parks', 'needs_attention', ({ attention: [first] }) => first?.step === 'draft');
    await page.getByRole('list', { name: 'Steps', exact: true }).getByText(IMAGE).first().waitFor();
    expect(await foreignIn(page)).toEqual([]);
    await watched.close();
  });

  test('stays text in what a provider said to a test, and in the filters of the list', async () => {
    const watched = await openWatching(lab, '/settings');
    const { page } = watched;
    await page.getByRole('button', { name: 'Test the models' }).click();
    await page.getByText(/^Tested at/).waitFor();
    await page
      .getByText(/^No answer from/)
      .first()
      .waitFor();
    expect(await foreignIn(page)).toEqual([]);
    for (const text of [
      IMAGE,
      ...PLAIN.filter((one) => one.length <= 60)
        .slice(0, 40)
        .filter((_, index) => index % 8 === 0),
    ]) {
      const search = new URLSearchParams({ query: text, tag: text, model: text });
      await page.goto(new URL(`/jobs?${search}`, lab.instance.url).href);
      await page.getByRole('link', { name: 'Remove the search' }).waitFor();
      expect([text, await foreignIn(page)]).toEqual([text, []]);
    }
    await watched.close();
  });

  test('stays text in the names of files, in what could not be read of them, and in what is wrong with a form', async () => {
    const watched = await openWatching(lab, '/jobs/new');
    watched.expectWrong(/status of 4\d\d/);
    const { page } = watched;
    await page.getByRole('textbox', { name: 'Question' }).fill(SOME.join('\n').slice(0, 4_000));
    await page.getByRole('textbox', { name: 'Tags' }).fill(PLAIN.slice(0, 30).join(', '));
    await page.getByRole('textbox', { name: /^Web pages/ }).fill(SOME.map(folded).slice(0, 30).join('\n'));
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        ...NAMES.map((text) => ({
          name: `${text}.md`,
          mimeType: '',
          buffer: Buffer.from(`# ${IMAGE}\n\n${SCRIPT}\n`),
        })),
        ...NAMES.slice(0, 3).map((text) => ({
          name: `${text}.pdf`,
          mimeType: '',
          buffer: Buffer.from(`%PDF-1.7 ${IMAGE}`),
        })),
      ]);
    await page
      .getByRole('button', { name: /^Preview/ })
      .first()
      .waitFor();
    await page.getByText(/ not readable$/).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    await page
      .getByRole('button', { name: /^Preview/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText(SCRIPT).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start the report' }).click();
    await page.getByText(/must be put right$/).waitFor();
    expect(await foreignIn(page)).toEqual([]);
    await watched.close();
  });
});
