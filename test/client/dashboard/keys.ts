import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../end-to-end/eventually.ts';

const PATIENCE_MS = 60_000;
/** More stops than any page of these tests has. */
const MOST_STOPS = 400;

const FOCUSED = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return '';
  const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent ?? '';
  return one.localName + ' “' + name.trim().replace(/\\s+/g, ' ').slice(0, 60) + '”';
})()`;

/** What has the focus, in words; empty where nothing has. */
async function focused(page: Page): Promise<string> {
  return String(await page.evaluate(FOCUSED));
}

/** A person who has nothing but a keyboard. */
export class Keys {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Walks by Tab until it has the focus; fails with the list of what had it on the way. */
  async to(target: Locator): Promise<void> {
    await target.first().waitFor();
    const seen: string[] = [];
    let rounds = 0;
    while (!(await hasFocus(target))) {
      if (seen.length > MOST_STOPS || rounds > 2) {
        throw new Error(`Tab does not lead to ${target}. It led to:\n${seen.join('\n')}`);
      }
      await this.page.keyboard.press('Tab');
      const now = await focused(this.page);
      if (now === '') rounds += 1;
      seen.push(now === '' ? '(the end of the page)' : now);
    }
  }

  /** Walks to it and presses a key on it. */
  async press(target: Locator, key = 'Enter'): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /** Walks to a field and writes. */
  async write(target: Locator, text: string): Promise<void> {
    await this.to(target);
    await this.page.keyboard.type(text);
  }

  /** Waits until the focus is put there. */
  async isAt(target: Locator): Promise<void> {
    let last = '';
    const arrives = async (): Promise<true | undefined> => {
      if (await hasFocus(target)) return true;
      last = await focused(this.page);
      return undefined;
    };
    await eventually(`the focus at ${target}`, arrives, PATIENCE_MS).catch((error: Error) => {
      throw new Error(`${error.message} It is at ${last === '' ? 'nothing' : last}.`);
    });
  }

  /** Waits until a screen is opened: its heading, with these words, has the focus. */
  async opens(heading: string | RegExp): Promise<void> {
    await this.isAt(this.page.getByRole('heading', { level: 1, name: heading }));
  }

  /** Waits until something has the focus, so that whoever works by keyboard is not thrown out of what they do. */
  async isSomewhere(): Promise<string> {
    return eventually('anything to have the focus', async () => (await focused(this.page)) || undefined, PATIENCE_MS);
  }
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluateAll((all) => all.some((one) => one === one.ownerDocument.activeElement));
}
