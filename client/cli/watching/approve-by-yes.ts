import type { ViewAnswer } from '../../../contract/api.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { DossierClient } from '../../library/dossier-client.ts';
import { isStale } from './follow.ts';

/** The comment that the audit trail shows for gates that `--yes` approved. */
export const YES_COMMENT = 'approved by --yes';

/** Refusals that a newer view explains: the gate has moved on meanwhile. */
const OVERTAKEN = new Set(['gate-closed', 'gate-stale', 'gate-unknown', 'gate-already-decided', 'job-closed']);

/** Approves the gates of one followed job as the person who runs the command, each version once. */
export class ApproveByYes {
  readonly #client: DossierClient;
  readonly #decided = new Set<string>();
  /** Why a gate could not be approved this way. */
  refusal: DossierError | undefined;

  constructor(client: DossierClient) {
    this.#client = client;
  }

  /** Approves what waits; answers whether the job rests all the same. */
  async approve(answer: ViewAnswer): Promise<boolean> {
    // What was last recorded may be behind what was decided already.
    if (isStale(answer)) return false;
    const { view } = answer;
    for (const gate of view.gates) {
      const key = `${gate.id} ${gate.artifact.sha256}`;
      if (this.#decided.has(key)) continue;
      try {
        await this.#client.message(view.id, 'decide', {
          gate: gate.id,
          artifact: gate.artifact.sha256,
          round: gate.round,
          decision: 'approve',
          comment: YES_COMMENT,
        });
      } catch (error) {
        if (!(error instanceof DossierError)) throw error;
        if (error.code === 'actor-not-allowed') {
          this.refusal = error;
          return true;
        }
        if (!OVERTAKEN.has(error.code)) throw error;
      }
      this.#decided.add(key);
    }
    // A view that still waits for gates that were just approved is one that lags behind.
    return (
      view.status === 'needs_attention' ||
      view.status === 'paused' ||
      (view.status === 'waiting' && view.gates.length === 0)
    );
  }
}
