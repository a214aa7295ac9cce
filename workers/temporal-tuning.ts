/**
 * Dynamic configuration of every Temporal server that we start. Without these every step costs 100 ms more, every timer is up to a second late and a mended job takes a minute to
 * go on: the queue readers load at most 20 times a second, timers are looked at once a second, and a failed workflow
 * task is tried again after up to 10 minutes. Values are JSON.
 */
export const TEMPORAL_TUNING: Readonly<Record<string, string>> = {
  'history.timerProcessorMaxTimeShift': '"20ms"',
  'history.workflowTaskRetryMaxInterval': '"1s"',
  'history.transferProcessorMaxPollRPS': '5000',
  'history.timerProcessorMaxPollRPS': '5000',
  'history.visibilityProcessorMaxPollRPS': '5000',
  'history.outboundProcessorMaxPollRPS': '5000',
  'system.enableActivityEagerExecution': 'true',
};

/** The same as the file that a Temporal server reads (`dynamicConfigClient.filepath`); `deploy/temporal-dynamic.yaml` is this text. */
export function dynamicConfigurationFile(): string {
  const head =
    '# Written by `node workers/ops/print-temporal-tuning.ts` from workers/temporal-tuning.ts; a test compares them.';
  return `${[head, ...Object.entries(TEMPORAL_TUNING).map(([name, value]) => `${name}:\n  - value: ${value}`)].join('\n')}\n`;
}
