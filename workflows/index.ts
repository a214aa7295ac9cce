/** Entry file of the workflow bundle: one line a job kind, whose export's name is its workflow type; and the reading of one upload. */
export { check } from './check.ts';
export { extractDocument } from './extract-document.ts';
export { report } from './report.ts';
