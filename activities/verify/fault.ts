import type { Finding } from '../../contract/verification.ts';

/** What a mechanical check found wrong with one claim: a finding without its place. */
export type Fault = Pick<Finding, 'check' | 'message' | 'evidence'>;
