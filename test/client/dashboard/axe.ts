import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What changes with the colours. */
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];
/** What changes with the width. */
const OF_LAYOUT = ['target-size', 'scrollable-region-focusable'];

const WIDE = { width: 1280, height: 800 };
const NARROW = 320;
const HIGHEST = 15_000;

interface Violation {
  id: string;
  nodes: { target: unknown[]; any: { message: string }[]; all: { message: string }[]; none: { message: string }[] }[];
}

/** What breaks a rule of WCAG 2.2 A or AA on the page as it stands, one line each; of some rules where the others were asked already. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // What fades in is looked at as it will be; what turns for ever cannot be finished.
  await page.evaluate(
    'for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().iterations !== Infinity) one.finish()',
  );
  // Half a megabyte: sent once a page.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(AXE);
  const runOnly = rules === undefined ? { type: 'tag', values: TAGS } : { type: 'rule', values: rules };
  const options = { runOnly, resultTypes: ['violations'], preload: false };
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as { violations: Violation[] };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id} at ${target.join(' ')}: ${why.slice(0, 300)}`;
    }),
  );
}

/**
 * Looks at a state once it is drawn: wide by all rules, dark by those of colour, dark and as narrow as a telephone at 400 % by those of colour and
 * layout. Gives the rules broken, and what must be scrolled sideways.
 */
export async function look(page: Page, name: string, { isLoading = false } = {}): Promise<string[]> {
  const found: string[] = [];
  const say = (how: string, lines: readonly string[]): void =>
    void found.push(...lines.map((line) => `${name}, ${how}: ${line}`));
  await settled(page, { isLoading });
  say('light', await violations(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  say('dark', await violations(page, OF_COLOUR));
  await page.setViewportSize({ width: NARROW, height: WIDE.height });
  // As high as the page, so that nothing is taken for covered that can be scrolled from under a bar which stays. What is as high as a part of the
  // window grows with it.
  for (let tries = 0; tries < 3; tries += 1) {
    const height = Number(await page.evaluate('document.documentElement.scrollHeight')) + WIDE.height;
    await page.setViewportSize({ width: NARROW, height: Math.min(HIGHEST, height) });
  }
  // Pictures of pages are drawn anew for another width.
  await settled(page, { isLoading });
  say('dark and narrow', await violations(page, [...OF_COLOUR, ...OF_LAYOUT]));
  const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  if (Number(beyond) > 0) say('narrow', [`is ${beyond} pixels wider than its window`]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
  return found;
}
