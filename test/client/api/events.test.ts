import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDossierClient, type DossierClient } from '../../../client/library/dossier-client.ts';
import type { ViewAnswer } from '../../../contract/api.ts';
import { type Harness, openHarness, TOKEN } from './api-harness.ts';

let api: Harness;
let client: DossierClient;
let url: string;
let leaving: AbortController;
beforeEach(async () => {
  api = await openHarness();
  url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  client = createDossierClient({ url, token: TOKEN });
  leaving = new AbortController();
});
afterEach(async () => {
  leaving.abort();
  await api.close();
});

const ENDED = '2026-11-20T01:00:00.000Z';
const watch = (id: string, lastEventId?: string) => client.watch(id, { signal: leaving.signal, lastEventId });

/** The next answer that is as wanted; earlier ones are passed over. */
async function next(
  answers: AsyncGenerator<ViewAnswer>,
  isWanted: (answer: ViewAnswer) => boolean,
): Promise<ViewAnswer> {
  for (;;) {
    const { value, done } = await answers.next();
    if (done) throw new Error('the stream ended before the wanted answer');
    if (isWanted(value)) return value;
  }
}
const atRevision = (revision: number) => (answer: ViewAnswer) => answer.view.revision === revision;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('following a job', () => {
  it('tells what it looks like, then each change, until it has ended', async () => {
    const id = await api.start();
    const answers = watch(id);
    expect(await next(answers, atRevision(1))).toMatchObject({ from: 'workflow', overlay: null });
    api.control.change(id, { sentence: 'Researching.' });
    expect((await next(answers, atRevision(2))).view.sentence).toBe('Researching.');
    await api.record(id, { revision: 3, status: 'done', endedAt: ENDED });
    api.control.change(id, { status: 'done', endedAt: ENDED });
    await next(answers, atRevision(3));
    expect((await answers.next()).done).toBe(true);
  });

  it('shares one watcher among all who look, and keeps it for a while', async () => {
    const id = await api.start();
    const [a, b] = [watch(id), watch(id)];
    await Promise.all([next(a, atRevision(1)), next(b, atRevision(1))]);
    expect([api.control.bellsHung, api.parts.watchers.size]).toEqual([1, 1]);
    api.control.change(id, {});
    await Promise.all([next(a, atRevision(2)), next(b, atRevision(2))]);
    leaving.abort();
    await until(() => api.parts.watchers.size === 0);
    expect(api.told.sort()).toEqual(['closed', 'closed', 'opened', 'opened']);
  });

  it('coalesces a burst of changes into few questions', async () => {
    const id = await api.start();
    const answers = watch(id);
    await next(answers, atRevision(1));
    const before = api.control.viewsAsked;
    for (let count = 0; count < 200; count += 1) api.control.change(id, {});
    await next(answers, atRevision(201));
    expect(api.control.viewsAsked - before).toBeLessThan(50);
  });

  it('shows live text without a new revision', async () => {
    const id = await api.start();
    const answers = watch(id);
    await next(answers, atRevision(1));
    const live = [{ place: 'draft@0.1', task: 'draft', text: 'The roof', outputChars: 8 }];
    Object.assign(api.control.jobs.get(id) ?? {}, { live });
    expect((await next(answers, (answer) => answer.live.length > 0)).view.revision).toBe(1);
  });

  it('goes on from the record when the worker is gone, and from the workflow when it is back', async () => {
    const id = await api.start();
    const answers = watch(id);
    await next(answers, atRevision(1));
    api.control.hasWorker = false;
    api.control.change(id, {});
    // The record is behind what was shown already: the view stays, what is wrong is told.
    expect((await next(answers, (answer) => answer.overlay !== null)).view.revision).toBe(1);
    api.control.hasWorker = true;
    expect((await next(answers, (answer) => answer.overlay === null)).view.revision).toBe(2);
  });

  it('tells whoever comes what the job looks like by then, however late its bell is', async () => {
    const id = await api.start();
    await next(watch(id), atRevision(1));
    const job = api.control.jobs.get(id);
    Object.assign(job ?? {}, { view: { ...job?.view, revision: 2, sentence: 'Decided.' } });
    expect((await watch(id).next()).value).toMatchObject({ from: 'workflow', view: { sentence: 'Decided.' } });
  });

  it('resumes after the revision that was seen', async () => {
    const id = await api.start();
    const answers = watch(id, '1');
    const first = answers.next();
    await until(() => api.parts.watchers.size === 1 && api.told.includes('opened'));
    api.control.change(id, { sentence: 'Next.' });
    expect((await first).value).toMatchObject({ view: { revision: 2, sentence: 'Next.' } });
  });

  it('of a closed job gives its last view', async () => {
    const id = await api.start();
    await api.record(id, { status: 'done', endedAt: ENDED });
    const answers = watch(id);
    expect((await answers.next()).value).toMatchObject({ from: 'record', view: { status: 'done' } });
    expect((await answers.next()).done).toBe(true);
  });

  it('that is not there is refused', async () => {
    await expect(watch('no-such-job').next()).rejects.toMatchObject({ code: 'job-not-found' });
    expect(api.parts.watchers.size).toBe(0);
  });

  it('speaks in server-sent events with the revision as id', async () => {
    const id = await api.start();
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${url}/api/v1/jobs/${id}/events`, { headers, signal: leaving.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toMatch("default-src 'none'");
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.includes('data: ')) break;
    }
    expect(text).toMatch(/\nid: 1\ndata: \{"view":/);
  });

  it('ends when the server closes, at once', async () => {
    const id = await api.start();
    const answers = client.watch(id, { giveUpAfterMs: 0 });
    await next(answers, atRevision(1));
    await api.app.close();
    await expect(next(answers, () => false)).rejects.toMatchObject({ code: 'instance-unreachable' });
  });
});

describe('following all jobs', () => {
  it('tells each change of a record once, also those since the last that was seen', async () => {
    const changes = client.changes({ signal: leaving.signal, lastEventId: '0' });
    const a = await api.start();
    const b = await api.start();
    await api.record(a, {});
    const seen = [];
    for (let count = 0; count < 3; count += 1) seen.push((await changes.next()).value);
    expect(seen).toMatchObject([
      { jobId: a, revision: 0 },
      { jobId: b, revision: 0 },
      { jobId: a, revision: 1 },
    ]);
    const again = client.changes({ signal: leaving.signal, lastEventId: String(seen[1]?.sequence) });
    expect((await again.next()).value).toEqual(seen[2]);
  });

  it('begins with what comes next where nothing was seen', async () => {
    const a = await api.start();
    const changes = client.changes({ signal: leaving.signal });
    const first = changes.next();
    await until(() => api.told.includes('opened'));
    await api.record(a, { revision: 7 });
    expect((await first).value).toMatchObject({ jobId: a, revision: 7 });
  });
});
