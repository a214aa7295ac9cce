import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { eventually } from './eventually.ts';
import { EXAMPLE, Installation, QUESTION } from './installation.ts';
import { createModelProxy, type ModelProxy } from './model-proxy.ts';

jest.setTimeout(240_000);

let proxy: ModelProxy;
let installation: Installation;
let folder: string;
/** What the worker runs: written over by a deploy. */
let deployed: string;

async function build(name: 'throwing' | 'reordered'): Promise<void> {
  const workflowsPath = join(import.meta.dirname, '..', 'support', 'workflows', `${name}.ts`);
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  writeFileSync(join(folder, `${name}.js`), code);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dossier-deploy-'));
  deployed = join(folder, 'deployed.js');
  proxy = await createModelProxy();
  await proxy.open();
  const good = await workflowBundle();
  writeFileSync(join(folder, 'good.js'), good.code);
  writeFileSync(join(folder, 'compatible.js'), `${good.code}\n// Another build that does the same.\n`);
  await build('throwing');
  await build('reordered');
  installation = new Installation({
    OPENAI_BASE_URL: proxy.url,
    OPENAI_API_KEY: 'none',
    DOSSIER_TIME_SCALE: '0.1',
    DOSSIER_WORKFLOW_BUNDLE: deployed,
  });
});
beforeEach(() => proxy.reset());
afterAll(async () => {
  // First in order: `up` is a child of the command that was typed, and a killed command would leave it.
  await installation.run(['down']);
  await installation.end();
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
});

type Deployed = 'good' | 'compatible' | 'throwing' | 'reordered';

function deploy(name: Deployed): void {
  copyFileSync(join(folder, `${name}.js`), deployed);
}

/** Ends the instance, deploys, starts again; gives what the start said. */
async function deployByRestart(name: Deployed): Promise<string> {
  await installation.run(['down']);
  deploy(name);
  const up = installation.start(['up']);
  await eventually('a start', () => (up.said().includes('Dossier is ready') ? true : undefined), 120_000);
  return up.said();
}

async function startReport(job: string, gates: string): Promise<void> {
  const args = ['report', QUESTION, EXAMPLE, '--id', job, '--gates', gates];
  expect(await installation.json(args)).toMatchObject({ code: 0, object: { job: { id: job } } });
}

/** What the API's list says is wrong with a job. */
async function overlayInList(job: string): Promise<{ kind: string; words: string } | null | undefined> {
  const { url, token } = installation.instance() ?? {};
  const response = await fetch(`${url}/api/v1/jobs`, { headers: { authorization: `Bearer ${token}` } });
  const { jobs } = (await response.json()) as {
    jobs: { id: string; overlay: { kind: string; words: string } | null }[];
  };
  return jobs.find(({ id }) => id === job)?.overlay;
}

async function openHash(job: string): Promise<string> {
  const { object } = await installation.json(['show', job]);
  const { view } = object as { view: { gates: { artifact: { sha256: string } }[] } };
  return view.gates[0]?.artifact.sha256 ?? '';
}

test('a bug in the workflows: the job shows as stuck everywhere, a fixed worker heals it, and nothing answered is asked again', async () => {
  deploy('throwing');
  await startReport('buggy', 'none');
  const watching = installation.start(['watch', 'buggy']);
  const why = 'the draft was asked of nobody';
  const overlay = await eventually('a stuck job in the list', async () => {
    const found = await overlayInList('buggy');
    return found?.kind === 'stuck' ? found : undefined;
  });
  expect(overlay.words).toContain(why);
  for (const args of [['jobs'], ['show', 'buggy']])
    await eventually(`\`dossier ${args.join(' ')}\` that says so`, async () =>
      (await installation.run(args)).stdout.includes(why) ? true : undefined,
    );
  await eventually('the watch that says so', () => (watching.said().includes(why) ? true : undefined));
  const paid = installation.calls('buggy');

  deploy('good');
  await installation.kill('worker');
  expect((await watching.ended).code).toBe(0);
  expect(installation.calls('buggy')).toEqual(expect.arrayContaining(paid));
  expect(proxy.counts().filter(({ asked, answered }) => asked !== 1 || answered !== 1)).toEqual([]);
  await eventually('a list without it', async () => ((await overlayInList('buggy')) === null ? true : undefined));
});

test('changed workflows are tried on the open jobs before the worker starts: those that would break are named with the way on', async () => {
  deploy('good');
  await startReport('waiting', 'approve');
  expect(await installation.json(['watch', 'waiting', '--until-rest'])).toMatchObject({ code: 3 });

  const broken = await deployByRestart('reordered');
  expect(broken).toMatch(
    /waiting breaks with these workflows and will show as stuck: .*'ingestSources' does not match/,
  );
  expect(broken).toContain('`dossier rewind waiting approve`');
  expect(await deployByRestart('compatible')).toContain('1 open job goes on with the changed workflows');
  expect(await deployByRestart('compatible')).not.toContain('workflows');
  expect(await installation.run(['approve', 'waiting', '--hash', await openHash('waiting')])).toMatchObject({
    code: 0,
  });
  expect(await installation.untilDone('waiting')).toMatchObject({ job: { status: 'done' } });
});
