import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: { target: unknown[]; any: { message: string }[]; all: { message: string }[]; none: { message: string }[] }[];
}

/** What breaks a rule of WCAG 2.2 A or AA on the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // What fades in is looked at as it will be; what turns for ever cannot be finished.
  await page.evaluate(
    'for (const one of document.getAnimations()) if (one.effect?.getComputedTiming().iterations !== Infinity) one.finish()',
  );
  await page.evaluate(`globalThis.axe ?? (() => { ${AXE} })()`);
  const options = { runOnly: { type: 'tag', values: TAGS }, resultTypes: ['violations'] };
  const found = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as { violations: Violation[] };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any, all, none }) => {
      const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
      return `${id} at ${target.join(' ')}: ${why.slice(0, 300)}`;
    }),
  );
}
