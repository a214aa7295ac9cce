/** Entry file of the workflow bundle: one line a job kind, whose export's name is its workflow type; the reading of one upload; and the probe of models. */
export { check } from './check.ts';
export { extractDocument } from './extract-document.ts';
export { probeProviders } from './probe-providers.ts';
export { report } from './report.ts';
