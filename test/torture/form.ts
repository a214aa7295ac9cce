import type { DossierClient } from '../../client/library/dossier-client.ts';
import type { Failpoint } from '../../contract/failpoints.ts';
import type { Store } from '../../store/open-store.ts';

/** What can be killed by itself. */
export type Part = 'worker' | 'api' | 'temporal';

/** The end of a process, by `kill -9` from here or at a failpoint. */
export interface Death {
  part: Part;
  pid: number;
  /** Epoch milliseconds; the process was gone by then, and none had taken its place. */
  at: number;
}

/** A running Dossier in one of its forms, with what tests do to it. */
export interface Form {
  /** Settings of its processes, for another worker beside them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The client of an API that serves now. */
  client(): DossierClient;
  /** One process of a part, once it runs. */
  pidOf(part: Part, not?: number): Promise<number>;
  /** All processes of a part that run. */
  pidsOf(part: Part): Promise<number[]>;
  /** Ends a process as `kill -9` does; resolves when it is gone. Its id, where it is known, spares the time of looking for it. */
  kill(part: Part, known?: number): Promise<Death>;
  /** Resolves when a part serves that had died. */
  back(death: Death): Promise<void>;
  /** Arms a failpoint: the process that passes it `passes` times from now dies. */
  arm(point: Failpoint, passes: number): void;
  /** Points that were hit so far, in their order. */
  hits(): { point: Failpoint; pid: number }[];
  /** The same store that the processes have, to look at; open once the form is started. */
  readonly store: Store;
  /** Runs a command of the command line as a person does. */
  command(args: readonly string[]): { pid: number; ended: Promise<{ code: number | null; stdout: string }> };
  end(): Promise<void>;
}
