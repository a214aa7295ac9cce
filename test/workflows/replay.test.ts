import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { WorkflowBundle } from '@temporalio/worker';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { type History, replay } from '../support/job-histories.ts';
import { recordedHistory, recordedNames } from '../support/recorded-histories.ts';
import { SCENARIOS } from '../support/scenarios.ts';
import { quietRuntime } from '../support/temporal-environment.ts';

jest.setTimeout(240_000);
let bundle: WorkflowBundle;
beforeAll(async () => {
  quietRuntime();
  bundle = await workflowBundle();
});

/** Swaps the names of the first two different activities that were scheduled. */
function withActivitiesSwapped(history: History): History {
  const scheduled = (history.events ?? []).flatMap((event) => event.activityTaskScheduledEventAttributes ?? []);
  const [first] = scheduled;
  const other = scheduled.find(({ activityType }) => activityType?.name !== first?.activityType?.name);
  if (first === undefined || other === undefined) throw new Error('Two activities are needed.');
  const name = first.activityType;
  first.activityType = other.activityType ?? null;
  other.activityType = name ?? null;
  return history;
}

describe('recorded histories', () => {
  test('there is one of every scenario', () => {
    const names = recordedNames();
    for (const { name } of SCENARIOS) expect(names).toContainEqual(expect.stringMatching(`^${name}(-\\d+)?$`));
    expect(names.filter((name) => name.startsWith('continued-')).length).toBeGreaterThan(1);
  });

  test('all replay with the workflows as they are now', async () => {
    const runs = recordedNames().map((name) => ({ workflowId: name, history: recordedHistory(name) }));
    await expect(replay(bundle, runs)).resolves.toBeUndefined();
  });

  test('one with two activities swapped does not', async () => {
    const history = withActivitiesSwapped(recordedHistory('plain'));
    await expect(replay(bundle, [{ workflowId: 'swapped', history }])).rejects.toThrow('swapped does not replay');
  });
});
