import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { eventually } from './eventually.ts';
import { type Command, EXAMPLE, Installation, QUESTION } from './installation.ts';
import { isAlive, supervisorsOf, temporalServersOn } from './processes.ts';

jest.setTimeout(240_000);

const installation = new Installation({ DOSSIER_OFFLINE_DELAY_MS: '200' });
afterAll(() => installation.end(), 120_000);

function report(job: string, ...more: string[]): string[] {
  return ['report', QUESTION, EXAMPLE, '--id', job, '--gates', 'none', ...more];
}

function untilSaid(command: Command, words: string): Promise<true> {
  return eventually(`the words "${words}"`, () => (command.said().includes(words) ? true : undefined));
}

test('Ctrl-C while the instance is being started, then two terminals at once: one instance does the work of both', async () => {
  const interrupted = installation.start(report('early', '--wait'));
  await untilSaid(interrupted, 'starting one in the background');
  interrupted.kill('SIGINT');
  const { code, signal, stderr } = await interrupted.ended;
  expect(signal === 'SIGINT' || code === 130).toBe(true);
  expect(stderr).not.toMatch(/^ +at /m);

  const both = await Promise.all([installation.json(report('one')), installation.json(report('two'))]);
  expect(both).toMatchObject([{ code: 0 }, { code: 0 }]);
  // A start that came second prints where the first one is, and takes its moment to go.
  await eventually('one supervisor', async () =>
    (await supervisorsOf(installation.data)).length === 1 ? true : undefined,
  );
  expect(await temporalServersOn(join(installation.data, 'temporal.sqlite'))).toHaveLength(1);
  const listed = await installation.json(['jobs']);
  expect(listed.object.jobs).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: 'one' }), expect.objectContaining({ id: 'two' })]),
  );
  for (const job of ['one', 'two']) expect((await installation.json(['watch', job, '--until-rest'])).code).toBe(0);
});

test.each([
  ['while it uploads', 'Uploading', 'uploading'],
  ['as soon as the job is there', 'Job there: http', 'there'],
  ['while it researches', 'research: running', 'researching'],
])('Ctrl-C %s stops only the watching: the same command again finishes the same job', async (_, words, job) => {
  const interrupted = installation.start(report(job, '--wait'));
  await untilSaid(interrupted, words);
  interrupted.kill('SIGINT');
  const { code, signal, stdout, stderr } = await interrupted.ended;
  expect(stderr).not.toMatch(/^ +at /m);
  if (stdout.includes(`Job ${job}:`)) {
    expect({ code, stdout }).toEqual({ code: 130, stdout: expect.stringContaining(`job ${job} goes on`) });
    const shown = await installation.json(['show', job]);
    expect(shown.object.job).toMatchObject({ status: expect.stringMatching(/running|done/) });
  } else expect(signal === 'SIGINT' || code === 130).toBe(true);
  const again = await installation.json(report(job, '--wait'));
  expect(again).toMatchObject({ code: 0, object: { job: { id: job, status: 'done' } } });
});

test('SIGTERM of `dossier up` in the middle of research: gone within 15 s, and the job carries on at the next command', async () => {
  expect((await installation.run(['down'])).code).toBe(0);
  const up = installation.start(['up']);
  await untilSaid(up, 'Dossier is ready');
  expect((await installation.json(report('carried'))).code).toBe(0);
  const answered = () => installation.calls('carried').filter(({ state }) => state === 'answered');
  await eventually('the middle of research', () =>
    answered().filter(({ step }) => step === 'research').length >= 2 ? true : undefined,
  );
  const supervisor = await installation.pidOf('supervisor');
  up.kill('SIGTERM');
  await eventually('the end of the instance', () => (isAlive(supervisor) ? undefined : true), 15_000);
  expect((await up.ended).code).toBe(0);
  expect(existsSync(join(installation.data, 'instance.json'))).toBe(false);
  expect(await temporalServersOn(join(installation.data, 'temporal.sqlite'))).toEqual([]);
  expect(await supervisorsOf(installation.data)).toEqual([]);
  const before = answered();

  const { code, object } = await installation.json(['watch', 'carried', '--until-rest']);
  expect({ code, object }).toMatchObject({ code: 0, object: { job: { status: 'done' } } });
  expect(installation.calls('carried')).toEqual(expect.arrayContaining(before));
});
