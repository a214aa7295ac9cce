import type { Claim } from '../../contract/draft/blocks.ts';
import type { Source } from '../../contract/evidence/source.ts';
import type { NumberedNotes } from '../../contract/notes.ts';
import type { Finding } from '../../contract/verification.ts';

type Unnumbered = Omit<Finding, 'id'>;

/** Cuts a message to what a finding holds. */
export function messageOf(text: string): string {
  return text.length > 2_000 ? `${text.slice(0, 1_999)}…` : text;
}

/**
 * Where sources disagree: a warning for each conflict that research noted, with the evidence of all sides. A conflict of one side is what
 * sources say against a claim of a document: told as long as the claim stands.
 */
export function conflictFindings(notes: NumberedNotes, claims: ReadonlyMap<string, Claim>): Unnumbered[] {
  const standing = new Map([...claims.values()].map(({ id, text }) => [text, id]));
  return notes.items.flatMap((item) =>
    item.conflicts.flatMap(({ about, sides }): Unnumbered[] => {
      const claimId = standing.get(about) ?? null;
      if (sides.length === 1 && claimId === null) return [];
      const said = sides.map((side) => side.text).join(' / ');
      const subject = sides.some(({ text }) => text === about) ? '' : ` about ${about}`;
      const words = sides.length === 1 ? `The sources say otherwise: ${said}` : `Sources disagree${subject}: ${said}`;
      const evidence = [...new Set(sides.flatMap((side) => side.evidence))];
      return [{ check: 'sources-disagree', severity: 'warning', claimId, message: messageOf(words), evidence }];
    }),
  );
}

/** What the documents do not answer: a note for each gap, or for the question where no gap is named. */
export function gapFindings(notes: NumberedNotes): Unnumbered[] {
  return notes.items.flatMap((item) => {
    const unnamed = item.gaps.length === 0 && item.status === 'not-answered';
    const messages = unnamed ? [`The documents do not answer: ${item.question}`] : item.gaps;
    return messages.map((message) => ({
      check: 'not-answered' as const,
      severity: 'note' as const,
      claimId: null,
      message: messageOf(message),
      evidence: [],
    }));
  });
}

/** What could not be read: a warning for each source, with the reason. */
export function unreadableFindings(sources: readonly Source[]): Unnumbered[] {
  return sources.flatMap((source) =>
    source.status === 'read'
      ? []
      : [
          {
            check: 'source-unreadable' as const,
            severity: 'warning' as const,
            claimId: source.id,
            message: messageOf(`${source.title} could not be read: ${source.failure.message} ${source.failure.remedy}`),
            evidence: [],
          },
        ],
  );
}

/** A note where the model that judged also wrote: a second reading by the same model is worth less. */
export function selfVerifiedFindings(writers: ReadonlySet<string>, judges: ReadonlySet<string>): Unnumbered[] {
  const both = [...judges].filter((model) => writers.has(model)).sort();
  if (both.length === 0) return [];
  const message = messageOf(`The model that wrote the draft also judged its claims: ${both.join(', ')}.`);
  return [{ check: 'self-verified', severity: 'note', claimId: null, message, evidence: [] }];
}
