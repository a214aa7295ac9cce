import type { CDPSession, Locator, Page } from 'playwright-core';
import { eventually } from '../../end-to-end/eventually.ts';

const PATIENCE_MS = 60_000;
/** So many of the stops on the way are told. */
const STOPS_TOLD = 400;
/** Between two keys of somebody who types. */
const BETWEEN_S = 0.1;

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
  #browser: CDPSession | undefined;

  constructor(page: Page) {
    this.page = page;
  }

  /** Walks by Tab until it has the focus, round after round: it may be switched off for a while. Fails with the list of what had it on the way. */
  async to(target: Locator): Promise<void> {
    await target.first().waitFor();
    const seen: string[] = [];
    const end = Date.now() + PATIENCE_MS;
    while (!(await hasFocus(target))) {
      if (Date.now() > end) {
        throw new Error(`Tab does not lead to ${target}. At last it led to:\n${seen.slice(-STOPS_TOLD).join('\n')}`);
      }
      await this.page.keyboard.press('Tab');
      seen.push((await focused(this.page)) || '(the end of the page)');
    }
  }

  /** Walks to it and presses a key on it. */
  async press(target: Locator, key = 'Enter'): Promise<void> {
    await this.to(target);
    await this.page.keyboard.press(key);
  }

  /**
   * Presses letters one after the other as somebody does who types. The browser is told when each was pressed, so that what counts as one after the
   * other does not depend on how busy this machine is.
   */
  async inTurn(...letters: string[]): Promise<void> {
    this.#browser ??= await this.page.context().newCDPSession(this.page);
    const begun = Date.now() / 1_000 - letters.length * BETWEEN_S;
    for (const [index, key] of letters.entries()) {
      const pressed = {
        ...{ key, code: `Key${key.toUpperCase()}`, windowsVirtualKeyCode: key.toUpperCase().charCodeAt(0) },
        timestamp: begun + index * BETWEEN_S,
      };
      await this.#browser.send('Input.dispatchKeyEvent', { ...pressed, type: 'keyDown', text: key });
      await this.#browser.send('Input.dispatchKeyEvent', { ...pressed, type: 'keyUp' });
    }
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
