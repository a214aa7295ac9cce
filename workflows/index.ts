/** Entry file of the workflow bundle: one line a job kind. The name of an export is its workflow type and its job kind. */
export { check } from './check.ts';
export { report } from './report.ts';
