import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createDossierClient, type DossierClient } from '../../../client/library/dossier-client.ts';
import type { StartRequest } from '../../../contract/api.ts';
import type { Instance } from '../../../contract/instance.ts';
import type { JobStatus } from '../../../contract/state/job-state.ts';
import type { JobView } from '../../../contract/view.ts';
import { ROOT } from '../../../workers/config.ts';
import { eventually } from '../../end-to-end/eventually.ts';
import { EXAMPLE, Installation } from '../../end-to-end/installation.ts';
import { type FaultyProvider, faultyProvider } from '../../support/faulty-provider.ts';
import { startBrowser } from './chromium.ts';
import { WatchedPage } from './watched-page.ts';

const PATIENCE_MS = 120_000;

/** The example's documents by name. */
export const EXAMPLE_FILES: readonly string[] = readdirSync(EXAMPLE).map((name) => join(EXAMPLE, name));

/** A real instance, a provider that fails on command, and one browser: what a file of browser tests works with. */
export class BrowserLab {
  readonly installation: Installation;
  readonly provider: FaultyProvider;
  readonly browser: Browser;
  /** The one-time address that `dossier up` printed. */
  readonly printed: string;

  private constructor(parts: {
    installation: Installation;
    provider: FaultyProvider;
    browser: Browser;
    printed: string;
  }) {
    this.installation = parts.installation;
    this.provider = parts.provider;
    this.browser = parts.browser;
    this.printed = parts.printed;
  }

  /** Starts all of it. Without `faults` the instance knows only its own offline model, as on an empty machine; `settings` are those of its environment. */
  static async start({
    faults = true,
    settings = {},
  }: {
    faults?: boolean;
    settings?: Record<string, string>;
  } = {}): Promise<BrowserLab> {
    // A page that was built from other sources would pass or fail for what is no longer written.
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'build-dashboard.js')], { stdio: 'inherit' });
    const [provider, browser] = await Promise.all([faultyProvider(), startBrowser()]);
    const models = faults ? { OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'none' } : {};
    const installation = new Installation({ ...models, DOSSIER_TIME_SCALE: '0.01', ...settings });
    const up = installation.start(['up']);
    const printed = await eventually(
      'dossier up to print its address',
      async () => {
        const ended = await Promise.race([up.ended, undefined]);
        if (ended !== undefined) throw new Error(`dossier up ended: ${up.said()}`);
        return /http:\/\/\S+\/open\/\S+/.exec(up.said())?.[0];
      },
      PATIENCE_MS,
    );
    return new BrowserLab({ installation, provider, browser, printed });
  }

  /** Where it is now; another address after a restart. */
  get instance(): Instance {
    const found = this.installation.instance();
    if (found === undefined) throw new Error('There is no instance.');
    return found;
  }

  /** The typed client with the token, to check by the API what a page shows. */
  get client(): DossierClient {
    const { url, token } = this.instance;
    return createDossierClient({ url, token, via: 'cli' });
  }

  /** A signed-in page at this path; `origin`: of a proxy before the instance. */
  async open(
    path = '/jobs',
    options: BrowserContextOptions = {},
    origin: string = this.instance.url,
  ): Promise<WatchedPage> {
    const watched = await WatchedPage.open(this.browser, origin, options);
    await watched.page.goto(new URL(await this.client.newOpening(), origin).href);
    if (path !== '/jobs') await watched.page.goto(new URL(path, origin).href);
    return watched;
  }

  /** A page of a browser that was never here. */
  openSignedOut(options: BrowserContextOptions = {}): Promise<WatchedPage> {
    return WatchedPage.open(this.browser, this.instance.url, options);
  }

  /** Starts a job over documents by the API: for tests whose own matter begins later. */
  async startJob(id: string, documents: Readonly<Record<string, string | Uint8Array>>, request: Partial<StartRequest>) {
    const attachments = await Promise.all(
      Object.entries(documents).map(async ([name, content]) => {
        const { attachment } = await this.client.upload(Buffer.from(content), name);
        return attachment;
      }),
    );
    await this.client.start({ id, model: id, attachments, ...request });
  }

  /** Starts a job over the example's documents. */
  startExample(id: string, question: string, request: Partial<StartRequest> = {}): Promise<void> {
    const documents = Object.fromEntries(
      readdirSync(EXAMPLE).map((name) => [name, readFileSync(join(EXAMPLE, name))] as const),
    );
    return this.startJob(id, documents, { question, ...request });
  }

  /**
   * Waits, by the API, until a job says of itself that it is in this state and the condition holds, and until that is recorded: comparing,
   * exporting, going back and every list rest on the record, which is written behind the job.
   */
  async until(id: string, status: JobStatus, holds: (view: JobView) => boolean = () => true): Promise<JobView> {
    const found = await eventually(
      `${id} to be ${status}`,
      async () => {
        const answer = await this.client.view(id);
        // What was recorded of an open job may be long past.
        const isItsOwn = answer.from === 'workflow' || answer.view.endedAt !== null;
        return isItsOwn && answer.view.status === status && holds(answer.view) ? answer.view : undefined;
      },
      PATIENCE_MS,
    );
    await eventually(
      `the record of ${id} as ${status}`,
      async () => {
        const [row] = (await this.client.list({ ids: id })).jobs;
        return row !== undefined && row.revision >= found.revision ? row : undefined;
      },
      PATIENCE_MS,
    );
    return found;
  }

  async end(): Promise<void> {
    await this.browser.close();
    // Told to end, since what `up` started holds the streams of the command that a kill would leave open.
    await this.installation.run(['down']);
    await this.installation.end();
    await this.provider.close();
  }
}
