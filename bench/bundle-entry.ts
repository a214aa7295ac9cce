// Entry file of the benchmarks' workflow bundle: the product's job, and the same activities without an engine.
export { report } from '../workflows/index.ts';
export { bare } from './bare-workflow.ts';
