import type { Locator, Page } from 'playwright-core';

/**
 * Chooses a step in the rail and gives what is told of it. The address changes first and the page a moment later: whoever looked for a button
 * on the whole page might press that of the step which was shown before.
 */
export async function chooseStep(page: Page, name: string): Promise<Locator> {
  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  await steps.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  const detail = page.getByRole('region', { name, exact: true });
  await detail.waitFor();
  return detail;
}
