import type { ArtifactRef } from '../../../../../contract/artifact.ts';
import type { JobView } from '../../../../../contract/view.ts';
import { nameInside } from '../../../components/actor-name.ts';
import { decisionInWords, subjectOf } from '../../approval/gate-words.ts';

/** A draft that can be read: the one that stands, or one that somebody decided about. */
export interface Version {
  sha256: string;
  /** `Round 1, sent back by the local administrator`. */
  words: string;
  /** When it was decided about; null for one that nobody has decided about. */
  at: string | null;
}

type Known = Pick<JobView, 'decisions' | 'round'> & { artifacts: Readonly<Record<string, ArtifactRef>> };

/** The versions of a report, the newest first: where a draft stands, it is the first; while another is written, none does. */
export function versionsOf({ decisions, artifacts, round }: Known): Version[] {
  const found = new Map<string, Version>();
  const { draft } = artifacts;
  // What comes later takes its place behind what was there before, also where it is the same version again.
  const put = (version: Version): void => {
    found.delete(version.sha256);
    found.set(version.sha256, version);
  };
  for (const { gate, step, round: of, artifact, edited, decision, actor, at } of decisions) {
    if (subjectOf({ id: gate, step }) !== 'draft') continue;
    const who = nameInside(actor.id);
    if (edited === null) put({ sha256: artifact, words: `Round ${of}, ${decisionInWords(decision)} by ${who}`, at });
    else {
      put({ sha256: artifact, words: `Round ${of}, before ${who} edited it`, at });
      put({ sha256: edited.sha256, words: `Round ${of}, as ${who} edited it`, at });
    }
  }
  if (draft !== undefined) {
    const known = found.get(draft.sha256);
    put(known ?? { sha256: draft.sha256, words: `Round ${round}, not decided about`, at: null });
  }
  return [...found.values()].toReversed();
}
