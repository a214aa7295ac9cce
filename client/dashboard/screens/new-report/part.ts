import type { Draft } from './draft.ts';
import type { FieldName } from './faults.ts';

/** What each part of the form is given. */
export interface PartProps {
  draft: Draft;
  set(changes: Partial<Draft>): void;
  /** What is wrong with a field; undefined while nobody tried to send the form, or nothing is. */
  faultOf(field: FieldName): string | undefined;
}
