import { z } from 'zod';
import type { Finding } from '../../../../contract/verification.ts';
import type { JobView } from '../../../../contract/view.ts';
import { counted } from '../../components/count.tsx';
import { useKept } from '../../components/use-kept.ts';
import type { OpenGate } from './gate-words.ts';

/** What a reviewer can say of a finding. */
export const MARKS = {
  resolved: 'Resolved',
  accepted: 'Accept risk',
  work: 'Needs work',
} as const;
export type Mark = keyof typeof MARKS;

const saidSchema = z.object({
  comment: z.string(),
  /** By the id of the finding; `about` tells of it where the finding itself is not at hand. */
  marks: z.record(
    z.string(),
    z.object({ mark: z.enum(['resolved', 'accepted', 'work']), reason: z.string(), about: z.string() }),
  ),
});
export type Said = z.infer<typeof saidSchema>;
const NOTHING: Said = { comment: '', marks: {} };

/** Name under which this browser keeps what is written about one version. */
export function keptName(what: string, { id }: JobView, gate: OpenGate): string {
  return `dossier-${what} ${id} ${gate.id} ${gate.artifact.sha256}`;
}

/** What is written about a version before it is decided: comment and marks, kept over a reload. */
export function useDecisionForm(view: JobView, gate: OpenGate) {
  const { value, keep, clear } = useKept(keptName('decision', view, gate), saidSchema, NOTHING);
  return {
    said: value,
    comment: (comment: string): void => keep((before) => ({ ...before, comment })),
    mark: (finding: Finding, mark: Mark, reason: string): void =>
      keep((before) => ({
        ...before,
        marks: { ...before.marks, [finding.id]: { mark, reason, about: inShort(finding) } },
      })),
    clear,
  };
}
export type DecisionForm = ReturnType<typeof useDecisionForm>;

/** Findings that a mark says need work. */
export function needsWork(findings: readonly Finding[], { marks }: Said): Finding[] {
  return findings.filter(({ id }) => marks[id]?.mark === 'work');
}

/** Why a version cannot be approved as the marks stand; null where it can. */
export function whyNotApproved(findings: readonly Finding[], said: Said): string | null {
  const work = needsWork(findings, said).length;
  if (work > 0) return `${counted(work, 'finding')} ${work === 1 ? 'is' : 'are'} marked as needing work.`;
  const open = findings.filter(({ id, severity }) => severity === 'blocking' && said.marks[id] === undefined).length;
  if (open > 0)
    return `${counted(open, 'blocking finding')} ${open === 1 ? 'is' : 'are'} neither resolved nor accepted.`;
  const bare = findings.filter(({ id }) => isBare(said.marks[id])).length;
  return bare === 0 ? null : `${counted(bare, 'accepted risk')} ${bare === 1 ? 'has' : 'have'} no reason.`;
}

/** Whether a risk is accepted without a reason. */
export function isBare(marked: Said['marks'][string] | undefined): boolean {
  return marked?.mark === 'accepted' && marked.reason.trim() === '';
}

const MOST = 20_000;
const MOST_OF_FINDING = 400;

/** The comment that goes with a decision: what was written, then what was said of each finding. */
export function wholeComment({ comment, marks }: Said): string {
  const lines = Object.values(marks).map(({ mark, reason, about }) => {
    const why = mark === 'accepted' && reason.trim() !== '' ? ` Reason: ${reason.trim()}` : '';
    return `- ${SAID[mark]} ${about}${why}`;
  });
  const parts = [comment.trim(), lines.length === 0 ? '' : `Findings:\n${lines.join('\n')}`];
  return parts
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, MOST);
}

function inShort({ severity, message }: Finding): string {
  return `(${severity}): ${message.length > MOST_OF_FINDING ? `${message.slice(0, MOST_OF_FINDING)}…` : message}`;
}

const SAID: Record<Mark, string> = { resolved: 'Resolved', accepted: 'Risk accepted', work: 'Needs work' };
