import { z } from 'zod';
import { type Block, type Draft, draftSchema } from '../../contract/draft/blocks.ts';
import { draftAnswerSchema, type draftedBlockSchema } from '../../contract/model-answers.ts';
import type { Reading } from '../models/recorded-call.ts';
import { oneLine } from './task-data.ts';

type Drafted = z.infer<typeof draftedBlockSchema>;
type DraftedSentence = Drafted['sentences'][number];

/** At most so many faults are named at once: enough to repair, short enough to read. */
const MOST_FAULTS = 20;

/** Citation marks that a model wrote into the text although they stand beside it. */
const MARKS = /\s*\[\^?e\d+(?:\s*[,;]\s*\^?e\d+)*\]/g;

interface Numbering {
  block: () => string;
  sentence: () => string;
  row: () => string;
}

/**
 * Turns an answer into a draft: ids `b1`, `s1`, `r1`... in reading order, sentences on one line, blocks without content left out.
 * Invalid, with each fault named: a citation that the notes do not have, a fact or a row without evidence, a row that does not fit its table.
 */
export function readDraft(value: unknown, evidenceIds: ReadonlySet<string>): Reading<Draft> {
  const answer = draftAnswerSchema.parse(value);
  const number = numbering();
  const blocks = answer.blocks.flatMap((drafted) => blockOf(drafted, number) ?? []);
  if (blocks.every((block) => block.type === 'heading'))
    return invalid(['The draft says nothing: it has no sentences.']);
  const faults = blocks.flatMap((block) => faultsOf(block, evidenceIds));
  if (faults.length > 0) return invalid(faults);
  const draft = draftSchema.safeParse({ title: oneLine(answer.title), blocks });
  if (draft.success) return { kind: 'ok', value: draft.data };
  return invalid([`The draft cannot be used:\n${z.prettifyError(draft.error)}`]);
}

function numbering(): Numbering {
  const from = (letter: string) => {
    let last = 0;
    return () => {
      last += 1;
      return `${letter}${last}`;
    };
  };
  return { block: from('b'), sentence: from('s'), row: from('r') };
}

function blockOf(drafted: Drafted, number: Numbering): Block | null {
  const text = oneLine(drafted.text);
  const sentences = drafted.sentences
    .map((sentence) => ({ ...sentence, text: withoutMarks(sentence.text), evidence: unique(sentence.evidence) }))
    .filter((sentence) => sentence.text !== '');
  if (drafted.type === 'heading') return text === '' ? null : { type: 'heading', id: number.block(), level: 1, text };
  if (drafted.type === 'table') return tableOf(drafted, text, number);
  if (sentences.length === 0) return null;
  const id = number.block();
  const withId = (sentence: DraftedSentence) => ({ id: number.sentence(), ...sentence });
  if (drafted.type === 'list')
    return { type: 'list', id, ordered: false, items: sentences.map((sentence) => [withId(sentence)]) };
  return { type: drafted.type, id, sentences: sentences.map(withId) };
}

function tableOf(drafted: Drafted, caption: string, number: Numbering): Block | null {
  if (drafted.rows.length === 0) return null;
  return {
    type: 'table',
    id: number.block(),
    caption: caption === '' ? 'Table' : caption,
    columns: drafted.columns.map((column) => oneLine(column)),
    rows: drafted.rows.map((row) => ({
      id: number.row(),
      cells: row.cells.map((cell) => withoutMarks(cell)),
      evidence: unique(row.evidence),
    })),
  };
}

function withoutMarks(text: string): string {
  return oneLine(text.replaceAll(MARKS, ''));
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.trim()))];
}

function faultsOf(block: Block, known: ReadonlySet<string>): string[] {
  switch (block.type) {
    case 'heading':
    case 'figure':
      return [];
    case 'table':
      return block.rows.flatMap((row) => {
        const name = `The row "${row.cells.join(' | ')}"`;
        const misfit =
          row.cells.length === block.columns.length
            ? []
            : [`${name} has ${row.cells.length} cells, its table ${block.columns.length} columns.`];
        return [...misfit, ...citationFaults(name, row.evidence, true, known)];
      });
    default:
      return (block.type === 'list' ? block.items.flat() : block.sentences).flatMap((sentence) =>
        citationFaults(`The sentence "${sentence.text}"`, sentence.evidence, sentence.kind === 'fact', known),
      );
  }
}

function citationFaults(
  name: string,
  evidence: readonly string[],
  needed: boolean,
  known: ReadonlySet<string>,
): string[] {
  if (needed && evidence.length === 0) return [`${name} is a fact without evidence.`];
  const unknown = evidence.filter((id) => !known.has(id));
  return unknown.length === 0 ? [] : [`${name} cites ${unknown.join(', ')}, which the evidence does not hold.`];
}

function invalid(faults: readonly string[]): { kind: 'invalid'; error: string } {
  const more = faults.length - MOST_FAULTS;
  const named = faults.slice(0, MOST_FAULTS).join('\n');
  return { kind: 'invalid', error: more > 0 ? `${named}\nAnd ${more} more like these.` : named };
}
