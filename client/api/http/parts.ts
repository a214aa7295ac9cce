import type { FastifyBaseLogger } from 'fastify';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { Ledger } from '../../../store/ledger/port.ts';
import type { HistoryKeeper } from '../histories/history-keeper.ts';
import type { JobControl } from '../job-control.ts';
import type { ViewReader } from '../jobs/view-reader.ts';
import type { ReadingControl } from '../reading-control.ts';
import type { Overlays } from '../reconcile/overlays.ts';
import type { RunControl } from '../run-control.ts';
import type { InstanceSettings } from '../settings/instance-settings.ts';
import type { Deployments } from '../temporal/deployments.ts';
import type { ChangeHub } from '../watch/change-hub.ts';
import type { WatchHub } from '../watch/watch-hub.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Sessions } from './sessions.ts';

/** What an instance says of itself. */
export interface InstanceFacts {
  version: string;
  startedAt: string;
  paths: Record<string, string>;
  temporal: { address: string; namespace: string; uiUrl?: string | null };
  models: { baseUrl: string | null; offlineUrl: string | null };
}

/** What the API can ask of the instance that it is part of. */
export interface InstanceControl {
  stay(): void;
  stop(): void;
}

/** Everything that routes are made of; put together in `main.ts`, and by tests. */
export interface ApiParts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  control: JobControl;
  runs: RunControl;
  readings: ReadingControl;
  overlays: Overlays;
  histories: HistoryKeeper;
  views: ViewReader;
  watchers: WatchHub;
  changes: ChangeHub;
  instance: InstanceControl;
  facts: InstanceFacts;
  /** How the instance is configured. */
  settings: InstanceSettings;
  token: string;
  sessions: Sessions;
  /** The path under which a proxy shows the instance, without a slash at its end; empty at the root. */
  basePath: string;
  /** Where the built application is; unset, where the build puts it. */
  dashboardFolder?: string;
  /** Names under which clients reach this API beside those of the machine itself; see `addGuards`. */
  allowedHosts?: readonly string[];
  /** Other limits than the usual ones; `off` for tests that ask more than any client would. */
  rateLimits?: Partial<RateLimits> | 'off';
  /** Milliseconds that answers on their way may take when the server closes; unset, 500. */
  closeGraceMs?: number;
  /** The builds of the workers; unset, there are no routes for them. */
  deployments?: Deployments;
  timeScale: number;
  /** Bytes that one document may have. */
  fileBytesLimit: number;
  /** See `CollectParts`. */
  garbageAgeMs?: number | undefined;
  clock(): number;
  log: FastifyBaseLogger;
  /** Told of each request, and of each stream that opens and closes. */
  presence: Presence;
}

/** Counts who is there, for the idle exit. */
export interface Presence {
  requested(): void;
  opened(): void;
  closed(): void;
}
