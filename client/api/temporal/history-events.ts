import type { Client, WorkflowExecution } from '@temporalio/client';

const PAGE = 500;
const CALL_MS = 10_000;

type Page = Awaited<ReturnType<Client['workflowService']['getWorkflowExecutionHistory']>>;
/** One event of a history, as Temporal's client gives it. */
export type HistoryEvent = NonNullable<NonNullable<Page['history']>['events']>[number];

/** The events of one run, first to last, a page at a time. */
export async function* historyEvents(client: Client, execution: WorkflowExecution): AsyncGenerator<HistoryEvent> {
  let nextPageToken: Uint8Array | null | undefined;
  do {
    const request = {
      namespace: client.options.namespace,
      execution,
      maximumPageSize: PAGE,
      ...(nextPageToken && { nextPageToken }),
    };
    const page: Page = await client.withDeadline(Date.now() + CALL_MS, () =>
      client.workflowService.getWorkflowExecutionHistory(request),
    );
    yield* page.history?.events ?? [];
    nextPageToken = page.nextPageToken;
  } while (nextPageToken && nextPageToken.length > 0);
}
