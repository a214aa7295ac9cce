import type { z } from 'zod';
import type { FENCED_VALUES } from '../../../contract/model-answers.ts';
import { oneLine } from '../text/words.ts';
import { analysis, type DraftedBlock, fact, heading, list, paragraph } from './blocks.ts';
import { tablesOf } from './computed-table.ts';

export type Note = z.infer<typeof FENCED_VALUES.notes>[number];
export type NotedStatement = Note['statements'][number];

const DISAGREE = 'Where the sources disagree';
const NOT_ANSWERED = 'Not answered by these documents';

/** The section of one question; none where nothing was found. */
export function answeredSections(note: Note, mostQuotes: number): DraftedBlock[] {
  if (note.statements.length === 0 && note.conflicts.length === 0) return [];
  const { sentences, tables } = tablesOf(note.statements);
  const facts = sentences.slice(0, mostQuotes).map(({ text, evidence }) => fact(text, evidence));
  const told = facts.length > 2 ? [list(facts)] : facts.length > 0 ? [paragraph(facts)] : [];
  const pointer =
    note.conflicts.length > 0 ? [paragraph([analysis(`The sources disagree here: see "${DISAGREE}".`)])] : [];
  return [heading(note.question), ...told, ...tables, ...pointer];
}

/** Both sides of every disagreement, each with its citation; the draft takes no side. */
export function conflictSection(notes: readonly Note[]): DraftedBlock[] {
  const seen = new Set<string>();
  const blocks: DraftedBlock[] = [];
  for (const conflict of notes.flatMap((note) => note.conflicts)) {
    const key = conflict.sides
      .map((side) => side.text)
      .sort()
      .join('\n');
    if (seen.has(key)) continue;
    seen.add(key);
    blocks.push(
      paragraph([analysis(`The sources disagree about "${oneLine(conflict.about)}".`)]),
      list(conflict.sides.map((side) => fact(side.text, side.evidence))),
    );
  }
  return blocks.length === 0 ? [] : [heading(DISAGREE), ...blocks];
}

/** What the documents do not answer, and what a check took away. */
export function gapSection(notes: readonly Note[], before: readonly Note[]): DraftedBlock[] {
  const gaps = notes.flatMap((note) => note.gaps);
  const emptied = notes.flatMap((note) => {
    const original = before.find((one) => one.item === note.item);
    const had = (original?.statements.length ?? 0) + (original?.conflicts.length ?? 0) > 0;
    const has = note.statements.length + note.conflicts.length > 0;
    return had && !has
      ? [`What was found for "${oneLine(note.question)}" was left out, since it was not confirmed or not wanted.`]
      : [];
  });
  const sentences = [...new Set([...gaps, ...emptied])].map(analysis);
  return sentences.length === 0 ? [] : [heading(NOT_ANSWERED), list(sentences)];
}
