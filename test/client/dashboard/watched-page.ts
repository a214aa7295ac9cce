import { deepEqual } from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Busy machines draw slowly; nothing here measures. */
const PATIENCE_MS = 60_000;

/**
 * What says of itself that it passes: on a busy machine Temporal or a worker may answer later than the API waits. The page asks again by itself;
 * where it did not, what a test waits for would not come.
 */
const PASSES = /the server responded with a status of 503/;

/** What a page must never do, collected from its first moment. */
const TELLTALE = `
document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP: ' + event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample);
});`;

/** A page of its own session, watched: what goes wrong in it without being seen fails the test at its end. */
export class WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly #origin: string;
  readonly #wrong: string[] = [];
  readonly #expected: RegExp[] = [PASSES];

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context;
    this.page = page;
    this.#origin = origin;
    this.#watch();
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(TELLTALE);
    return new WatchedPage(context, await context.newPage(), new URL(url).origin);
  }

  #watch(): void {
    this.context.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && protocol !== 'data:' && origin !== this.#origin)
        this.#wrong.push(`a request left: ${request.url()}`);
    });
    this.page.on('console', (message) => {
      if (message.type() !== 'error') return;
      const { url } = message.location();
      this.#wrong.push(`console: ${message.text()} ${url}`);
    });
    this.page.on('pageerror', (error) => this.#wrong.push(`page error: ${error.stack ?? error.message}`));
    this.page.on('dialog', (dialog) => {
      this.#wrong.push(`a dialog of the browser: ${dialog.message()}`);
      void dialog.dismiss();
    });
    this.page.on('popup', (popup) => this.#wrong.push(`another window: ${popup.url()}`));
  }

  /** Says that something which is wrong elsewhere is meant here, such as a server that is gone. */
  expectWrong(...patterns: RegExp[]): void {
    this.#expected.push(...patterns);
  }

  /** What went wrong so far, without what is expected. */
  wrong(): string[] {
    return this.#wrong.filter((line) => !this.#expected.some((pattern) => pattern.test(line)));
  }

  /** Ends it; fails where it erred, broke its policy or asked anybody but its instance. */
  async close(): Promise<void> {
    await this.context.close();
    deepEqual(this.wrong(), []);
  }
}
