import type { Evidence, FoundEvidence } from '../../contract/evidence/evidence.ts';
import { sha256OfJson } from '../../contract/hash.ts';
import { type ItemNotes, itemNotesSchema, type NumberedNotes } from '../../contract/notes.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { Activities } from '../activities.ts';
import { readArtifact } from '../tasks/task-data.ts';

/** Numbers evidence `e1`, `e2`, ... in the order in which the notes name it; equal evidence has one number. */
class EvidenceNumbers {
  readonly evidence: Evidence[] = [];
  private readonly ids = new Map<string, string>();
  idsOf(found: readonly FoundEvidence[]): string[] {
    return [...new Set(found.map((piece) => this.idOf(piece)))];
  }
  private idOf(found: FoundEvidence): string {
    const key = sha256OfJson(found);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = `e${this.evidence.length + 1}`;
    this.ids.set(key, id);
    this.evidence.push({ id, ...found });
    return id;
  }
}

/** Puts the notes of all items together in the order given, with their evidence numbered. */
export function numberNotes(items: readonly ItemNotes[]): NumberedNotes {
  const numbers = new EvidenceNumbers();
  const numbered = items.map((notes) => ({
    ...notes,
    statements: notes.statements.map(({ text, evidence }) => ({ text, evidence: numbers.idsOf(evidence) })),
    conflicts: notes.conflicts.map(({ about, sides }) => ({
      about,
      sides: sides.map(({ text, evidence }) => ({ text, evidence: numbers.idsOf(evidence) })),
    })),
  }));
  return { evidence: numbers.evidence, items: numbered };
}

/** Makes the activity that turns the notes of the research items into one artifact of numbered notes. */
export function createGatherNotes(ports: {
  artifacts: Pick<ArtifactStore, 'getJson' | 'putJson'>;
}): Activities['gatherNotes'] {
  return async ({ items }) => {
    const read = await Promise.all(items.map(({ notes }) => readArtifact(ports.artifacts, notes, itemNotesSchema)));
    const notes = numberNotes(read);
    const sum = (count: (item: NumberedNotes['items'][number]) => number) =>
      notes.items.reduce((total, item) => total + count(item), 0);
    return {
      output: await ports.artifacts.putJson(notes, 'Notes'),
      facts: {
        evidence: notes.evidence.length,
        statements: sum((item) => item.statements.length),
        conflicts: sum((item) => item.conflicts.length),
        gaps: sum((item) => item.gaps.length),
      },
    };
  };
}
