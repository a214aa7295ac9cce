import { type Correction, correctedBatchSchema, correctionTaskSchema } from '../../contract/checked-document.ts';
import {
  type Block,
  type Change,
  claimsOf,
  type Draft,
  draftSchema,
  type Sentence,
} from '../../contract/draft/blocks.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';

/**
 * Carries corrections into a draft: blocks and sentences keep their ids, removed ones go, blocks left empty go with them. What was
 * changed before and is changed again is one change, from the first words to the last; what returns to its first words is none. What is
 * kept is listed, with the reason, where it was faulty.
 */
export function corrected(draft: Draft, corrections: readonly Correction[], faulty: ReadonlySet<string>): Draft {
  const byId = new Map(corrections.map((correction) => [correction.claimId, correction]));
  const before = claimsOf(draft);
  const blocks = draft.blocks.flatMap((block) => correctedBlock(block, byId));
  const after = new Map(claimsOf({ ...draft, blocks }).map((claim) => [claim.id, claim.text]));
  const earlier = new Map((draft.changes ?? []).map((change) => [change.claimId, change]));
  const fresh = before.flatMap(({ id, text }): Change[] => {
    const correction = byId.get(id);
    if (correction === undefined) return [];
    // A change that stands keeps what it rests on.
    if (correction.action === 'keep' && (earlier.has(id) || !faulty.has(id))) return [];
    const first = earlier.get(id)?.before ?? text;
    const now = after.get(id) ?? null;
    const { evidence, reason } = correction;
    const action = now === null ? 'removed' : now === first ? 'kept' : 'changed';
    return [{ claimId: id, action, before: first, after: now, evidence, reason }];
  });
  const renewed = new Set(fresh.map(({ claimId }) => claimId));
  const changes = [...(draft.changes ?? []).filter(({ claimId }) => !renewed.has(claimId)), ...fresh];
  return { ...draft, blocks, changes };
}

function correctedBlock(block: Block, byId: ReadonlyMap<string, Correction>): Block[] {
  const sentence = (one: Sentence): Sentence[] => {
    const correction = byId.get(one.id);
    if (correction?.action === 'remove') return [];
    if (correction?.action !== 'change' || correction.text === null) return [one];
    return [{ ...one, kind: 'fact', text: correction.text, evidence: correction.evidence }];
  };
  switch (block.type) {
    case 'heading':
    case 'figure':
      return [block];
    case 'table': {
      const rows = block.rows.flatMap((row) => {
        const correction = byId.get(row.id);
        if (correction?.action === 'remove') return [];
        if (correction?.action !== 'change' || correction.text === null) return [row];
        return [{ ...row, cells: cellsOf(correction.text), evidence: correction.evidence }];
      });
      return rows.length === 0 && block.rows.length > 0 ? [] : [{ ...block, rows }];
    }
    case 'list': {
      const items = block.items.map((item) => item.flatMap(sentence)).filter((item) => item.length > 0);
      return items.length === 0 ? [] : [{ ...block, items }];
    }
    default: {
      const sentences = block.sentences.flatMap(sentence);
      return sentences.length === 0 ? [] : [{ ...block, sentences }];
    }
  }
}

/** The cells of a row as its claim's text has them. */
export function cellsOf(text: string): string[] {
  return text.split(' | ').map((cell) => cell.trim());
}

/** Makes the activity that puts the corrected draft together. */
export function createApplyCorrections(ports: {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
}): Activities['applyCorrections'] {
  return async ({ draft, task, corrections }) => {
    const { artifacts } = ports;
    const batches = await Promise.all(corrections.map((ref) => readArtifact(artifacts, ref, correctedBatchSchema)));
    const { faulty } = await readArtifact(artifacts, task, correctionTaskSchema);
    const given = await readArtifact(artifacts, draft, draftSchema);
    const result = corrected(
      given,
      batches.flatMap((batch) => batch.corrections),
      new Set(faulty),
    );
    const count = (action: Change['action']) =>
      (result.changes ?? []).filter((change) => change.action === action).length;
    return {
      output: await artifacts.putJson(result, result.title),
      facts: {
        claims: claimsOf(result).filter(({ kind }) => kind === 'fact').length,
        changed: count('changed'),
        removed: count('removed'),
        kept: count('kept'),
      },
    };
  };
}
