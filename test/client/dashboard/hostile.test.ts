import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { answersError, answersWith } from '../../support/faulty-provider.ts';
import { BrowserLab } from './browser-lab.ts';
import { comesTo } from './comes-to.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { HOSTILE_CORPUS, RAN } from './hostile-corpus.ts';
import { folded, foreignIn, openWatching, PLAIN } from './hostile-page.ts';

jest.setTimeout(300_000);

const DRAFT_BLOCK = { columns: [], rows: [], text: '', sentences: [] };
const DRAFT = {
  title: `Report ${HOSTILE_CORPUS[0]}`,
  blocks: [
    { ...DRAFT_BLOCK, type: 'heading', text: `Heading ${HOSTILE_CORPUS[3]}` },
    ...HOSTILE_CORPUS.map((text) => ({
      ...DRAFT_BLOCK,
      type: 'paragraph',
      sentences: [{ kind: 'analysis', text: `Said: ${text}`, evidence: [] }],
    })),
  ],
};

/** How many of the ways stand in a text. */
const countIn = (text: string | null): number => {
  const said = folded(text ?? '');
  return HOSTILE_CORPUS.filter((one) => said.includes(folded(one))).length;
};

describeInBrowser('hostile text', () => {
  let lab: BrowserLab;
  beforeAll(async () => {
    lab = await BrowserLab.start();
    const documents = Object.fromEntries([
      ...PLAIN.slice(0, 40).map((text, index) => [
        `${index} ${text.slice(0, 200)}.txt`,
        `The roof holds ${index} panels.`,
      ]),
      ['all.md', HOSTILE_CORPUS.map((text) => `The roof says ${text}\n\n`).join('')],
    ]);
    const tags = PLAIN.filter((text) => text.length <= 60 && text === text.trim()).slice(0, 20);
    const question = `What does the roof say? ${HOSTILE_CORPUS.slice(0, 60).join(' ')}`;
    lab.provider.arm('hostile', 'draft', answersWith({ content: JSON.stringify(DRAFT) }));
    lab.provider.arm(
      'broken',
      'plan',
      answersError(401, { code: 'invalid_api_key', message: HOSTILE_CORPUS.join(' ') }),
    );
    await lab.startJob('hostile', documents, { question, tags, gates: ['approve'] });
    await lab.startJob('broken', { 'roof.md': 'The roof.' }, { question: `What of ${HOSTILE_CORPUS[1]}?`, tags: [] });
    await Promise.all([lab.until('hostile', 'waiting'), lab.until('broken', 'needs_attention')]);
    const { view } = await lab.client.view('hostile');
    const gate = view.gates[0]?.id ?? '';
    await lab.client.message('hostile', 'ask', { gate, text: HOSTILE_CORPUS.slice(0, 20).join(' ') });
  });
  afterAll(() => lab?.end());

  const open = (path: string) => openWatching(lab, path);

  test('is more than 200 ways, and stays text on every screen', async () => {
    expect(HOSTILE_CORPUS.length).toBeGreaterThan(200);
    const watched = await open('/jobs');
    const { page } = watched;
    const foreign: string[] = [];
    const look = async (path: string, ready: string | RegExp): Promise<void> => {
      await page.goto(new URL(path, lab.instance.url).href);
      await page.getByRole('main').getByText(ready).filter({ visible: true }).first().waitFor();
      foreign.push(...(await foreignIn(page)).map((line) => `${path}: ${line}`));
    };
    await look('/jobs', RAN);
    await look('/jobs/broken', 'What needs attention');
    await look('/jobs/hostile', 'Your decision');
    await page.getByRole('button', { name: 'Edit and approve' }).click();
    await page.getByRole('region', { name: 'Preview' }).waitFor();
    foreign.push(...(await foreignIn(page)));
    for (const [tab, ready] of [
      ['sources', /Read, not cited|Cited/],
      ['calls', / calls$/],
      ['history', 'What happened'],
      ['audit', 'What else people did'],
    ] as const)
      await look(`/jobs/hostile?tab=${tab}`, ready);
    const { calls } = await lab.client.calls('hostile');
    const draft = calls.find(({ step }) => step === 'draft');
    await look(`/jobs/hostile?tab=calls&call=${encodeURIComponent(draft?.key ?? '')}`, / calls$/);
    await look('/approvals', RAN);
    await look('/costs', /hostile|Costs/);
    await look(`/jobs?query=${encodeURIComponent(`<img src=x onerror=${RAN}>`)}`, /No job|Report </);
    await look('/jobs/hostile?tab=report', 'not verified');
    expect(foreign).toEqual([]);
    await comesTo(true, async () => countIn(await page.getByRole('article').textContent()) > 200);
    await watched.close();
  });

  test('stays text in the comment of a decision and in the page that is exported', async () => {
    const watched = await open('/jobs/hostile');
    const { page } = watched;
    const comment = HOSTILE_CORPUS.join('\n').slice(0, 9_000);
    await page.getByRole('textbox', { name: 'Comment' }).fill(comment);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await lab.until('hostile', 'done');
    await page.goto(new URL('/jobs/hostile?tab=audit', lab.instance.url).href);
    await page.getByRole('tabpanel', { name: 'Audit' }).getByText(RAN).first().waitFor();
    expect(await foreignIn(page)).toEqual([]);

    const html = await (await lab.client.exportJob('hostile', 'html')).text();
    // Without any policy but its own.
    const address = new URL('/exported', lab.instance.url).href;
    await page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await page.goto(address);
    expect(await foreignIn(page)).toEqual([]);
    expect(countIn(await page.locator('body').textContent())).toBeGreaterThan(200);
    await watched.close();
  });
});
