import type { Page } from 'playwright-core';
import type { BrowserLab } from './browser-lab.ts';
import { HOSTILE_CORPUS } from './hostile-corpus.ts';
import type { WatchedPage } from './watched-page.ts';

/** A payload that runs says so where a watched page listens. */
const TELLTALE = "window.ran = () => console.error('hostile text ran');";

/** Elements and attributes that nothing of ours puts into a page. */
const FOREIGN = `[
  ...[...document.querySelectorAll('iframe, object, embed, frame, applet, meta[http-equiv=refresh], base, script, link, img, image, video, audio, source, form[action]')]
    .filter((one) => {
      const address = one.getAttribute('src') ?? one.getAttribute('href');
      const kind = one.localName;
      if (kind === 'base') return !/^\\/$/.test(address ?? '');
      if (['script', 'link', 'img'].includes(kind)) return address !== null && !/^(\\.?\\/?assets\\/|blob:|\\/assets\\/)/.test(address) && !address.startsWith(location.origin + '/assets/') && !address.startsWith('data:image/');
      return true;
    })
    .map((one) => one.outerHTML.slice(0, 200)),
  ...[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => one.localName + ' ' + name)),
  ...[...document.querySelectorAll('a[href]')].map((one) => one.href).filter((address) => !/^(https?|mailto|file|blob):/.test(address)),
]`;

/** Those that a name or a tag can have. */
export const PLAIN = HOSTILE_CORPUS.filter((text) => !/\p{C}/u.test(text));

/** A text as an element shows it. */
export const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Opens a page in which hostile text that runs says so. */
export async function openWatching(lab: BrowserLab, path: string): Promise<WatchedPage> {
  const watched = await lab.open();
  await watched.context.addInitScript(TELLTALE);
  await watched.page.goto(new URL(path, lab.instance.url).href);
  return watched;
}

/** What stands in the page that nothing of ours puts there, a line each. */
export async function foreignIn(page: Page): Promise<string[]> {
  return (await page.evaluate(FOREIGN)) as string[];
}
