import type { RecordedQuery } from '../../contract/evidence/evidence.ts';
import type { SourceSet } from '../../contract/evidence/source.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { CallLedger, FindingLedger } from '../../store/ledger/port.ts';
import type { SourcePassages } from '../tasks/source-passages.ts';

/** Runs a recorded query again over the tables of the same sources. Throws `tool-query-failed` where it cannot be run. */
export type RerunQuery = (sources: SourceSet, query: RecordedQuery) => Promise<Pick<RecordedQuery, 'columns' | 'rows'>>;

/** What the mechanical checks need. */
export interface CheckPorts {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
  passages: Pick<SourcePassages, 'byId'>;
  rerunQuery: RerunQuery;
}

/** What settling a verification needs. */
export interface SettlePorts {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
  ledger: Pick<FindingLedger, 'replaceFindings'> & Pick<CallLedger, 'listCalls'>;
}
