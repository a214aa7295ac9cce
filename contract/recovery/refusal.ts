import type { FailureCode } from '../failures.ts';

/** Why a message is refused; null where it may be applied. */
export type Refusal = { code: FailureCode; words: string } | null;
