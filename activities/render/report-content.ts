import type { Bundle } from '../../contract/bundle.ts';
import { type CallRow, callKey } from '../../contract/calls.ts';
import { checkedDocumentSchema } from '../../contract/checked-document.ts';
import { claimsOf, type Draft, draftSchema } from '../../contract/draft/blocks.ts';
import type { ReportForm } from '../../contract/draft/kind-marks.ts';
import type { Evidence } from '../../contract/evidence/evidence.ts';
import { describeLocator } from '../../contract/evidence/locator.ts';
import { type Passage, type Source, type SourceSet, sourceSetSchema } from '../../contract/evidence/source.ts';
import { shownInstant } from '../../contract/instants.ts';
import { type NumberedNotes, numberedNotesSchema } from '../../contract/notes.ts';
import { planSchema } from '../../contract/plan.ts';
import type { Totals } from '../../contract/state/job-state.ts';
import { type Brief, briefSchema } from '../../contract/steps.ts';
import { type ClaimVerdict, type Verdict, type Verification, verificationSchema } from '../../contract/verification.ts';
import type { ArtifactStore } from '../../store/artifacts/port.ts';
import type { CallLedger } from '../../store/ledger/port.ts';
import type { RenderInputs } from '../activities.ts';
import type { SourcePassages } from '../tasks/source-passages.ts';
import { readArtifact } from '../tasks/task-data.ts';
import type { Original } from './changes.ts';
import { withNeighbours } from './neighbours.ts';
import { queriedTables, readCells } from './table-cells.ts';

/** What rendering needs. */
export interface RenderPorts {
  artifacts: Pick<ArtifactStore, 'getJson' | 'getStream' | 'putJson' | 'putText'>;
  ledger: Pick<CallLedger, 'listCalls'>;
  passages: Pick<SourcePassages, 'byId'>;
}

/** Everything that a report says, whatever its format. */
export interface ReportContent {
  job: RenderInputs['job'];
  brief: Brief;
  sources: SourceSet;
  notes: NumberedNotes;
  draft: Draft;
  verification: Verification;
  decisions: Bundle['decisions'];
  totals: Totals;
  /** The answered calls, in the order of their reservation. */
  calls: CallRow[];
  /** The passages behind the evidence and those before and behind them, by id. */
  passages: ReadonlyMap<string, Passage>;
  /** The cells of the tables that recorded queries read, by the table's name; null for a table too large for a bundle. */
  cells: ReadonlyMap<string, string[][] | null>;
  /** What a `check` job was given and found about it; null for a report. */
  original: Original | null;
  offlineModel: boolean;
}

/** Reads what a report is made of. */
export async function readContent(ports: RenderPorts, inputs: RenderInputs): Promise<ReportContent> {
  const { artifacts } = ports;
  const sources = await readArtifact(artifacts, inputs.sources, sourceSetSchema);
  const notes = await readArtifact(artifacts, inputs.notes, numberedNotesSchema);
  const ids = notes.evidence.flatMap(({ passageId }) => (passageId === null ? [] : [passageId]));
  const { job, decisions, totals, offlineModel } = inputs;
  return {
    ...{ job, decisions, totals, offlineModel, sources, notes },
    brief: await readArtifact(artifacts, inputs.brief, briefSchema),
    draft: await readArtifact(artifacts, inputs.draft, draftSchema),
    verification: await readArtifact(artifacts, inputs.verification, verificationSchema),
    calls: inOrder((await ports.ledger.listCalls(inputs.job.id)).filter((call) => call.state === 'answered')),
    passages: await ports.passages.byId(sources, withNeighbours(ids)),
    cells: await readCells(artifacts, queriedTables(sources, notes.evidence)),
    original: await readOriginal(artifacts, inputs, sources.document ?? null),
  };
}

async function readOriginal(
  artifacts: RenderPorts['artifacts'],
  { original, plan }: Pick<RenderInputs, 'original' | 'plan'>,
  document: Source | null,
): Promise<Original | null> {
  if (original === null) return null;
  const { document: divided } = await readArtifact(artifacts, plan, planSchema);
  const checked = divided === undefined ? null : await readArtifact(artifacts, divided, checkedDocumentSchema);
  return {
    document: withRemarks(document, checked?.remarks ?? []),
    places: checked?.places ?? {},
    draft: await readArtifact(artifacts, original.draft, draftSchema),
    verification: await readArtifact(artifacts, original.verification, verificationSchema),
  };
}

/** The document with what was left out of the check, beside what its reader remarked. */
function withRemarks(document: Source | null, remarks: readonly string[]): Source | null {
  if (document?.status !== 'read' || remarks.length === 0) return document;
  return { ...document, remarks: [...(document.remarks ?? []), ...remarks] };
}

/** Calls in the order of their reservation, so that the same calls make the same report. */
function inOrder(calls: CallRow[]): CallRow[] {
  const keyed = calls.map((call) => ({ key: `${call.reservedAt} ${callKey(call.identity)}`, call }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ call }) => call);
}

/** Whether it is a report of its own or about a document that was checked. */
export function formOf({ original }: Pick<ReportContent, 'original'>): ReportForm {
  return original === null ? 'report' : 'check';
}

/** The title of all exports; of a check it says whose, so that nobody takes it for the document. */
export function titleOf({ draft, original }: { draft: Draft; original: object | null }): string {
  return original === null ? draft.title : `Check of “${draft.title}”`;
}

/** The verdict of a claim that the verification does not know. */
export function notChecked(claimId: string): ClaimVerdict {
  return { claimId, verdict: 'unchecked', mechanical: 'none', reason: 'It was not checked.' };
}

/** The verdict of a claim: `unchecked` where the verification does not know it. */
export function verdictOf(content: ReportContent, claimId: string): ClaimVerdict {
  return content.verification.verdicts.find((verdict) => verdict.claimId === claimId) ?? notChecked(claimId);
}

/** The word that marks a fact of this verdict; null for a supported one. */
export function warningWord(verdict: Verdict): 'unverified' | 'contradicted' | null {
  if (verdict === 'supported') return null;
  return verdict === 'contradicted' ? 'contradicted' : 'unverified';
}

/** A source by its name; a page of the web with its address and when it was taken. */
export function nameOfSource({ title, origin, status }: Source): string {
  if (origin.kind === 'upload') return title;
  const page = `${origin.address}, ${status === 'read' ? 'as it was on' : 'asked for on'} ${shownInstant(origin.fetchedAt)}`;
  return title === origin.address ? page : `${title} (${page})`;
}

/** Where evidence stands, in words: `prices.md, lines 3 to 4`. */
export function placeOf(content: ReportContent, evidence: Evidence): string {
  const source = content.sources.sources.find(({ id }) => id === evidence.sourceId);
  return `${source === undefined ? evidence.sourceId : nameOfSource(source)}, ${describeLocator(evidence.locator)}`;
}

/** Sources that could not be read. */
export function unreadSources(content: ReportContent): (Source & { status: 'unreadable' })[] {
  return content.sources.sources.filter((source) => source.status === 'unreadable');
}

/** Where sources disagree, of all items. */
export function conflictsOf(content: ReportContent): NumberedNotes['items'][number]['conflicts'] {
  return content.notes.items.flatMap((item) => item.conflicts);
}

/** Questions that the documents answer in part or not at all, with what is missing. */
export function notAnswered(content: ReportContent): { question: string; gaps: string[] }[] {
  return content.notes.items
    .filter((item) => item.status === 'not-answered' || item.gaps.length > 0)
    .map(({ question, gaps }) => ({ question, gaps }));
}

/** The conflicts of which the draft does not show every side: the report adds them, so that none is passed over in silence. */
export function untoldConflicts(content: ReportContent): ReturnType<typeof conflictsOf> {
  const cited = new Set(claimsOf(content.draft).flatMap(({ evidence }) => evidence));
  return conflictsOf(content).filter(({ sides }) => !sides.every((side) => side.evidence.some((id) => cited.has(id))));
}

/** Claims of a checked document that its table of verdicts tells to be wanting. */
function faultyTexts({ original }: ReportContent): string[] {
  if (original === null) return [];
  const texts = new Map(claimsOf(original.draft).map(({ id, text }) => [id, text]));
  const faulty = original.verification.verdicts.filter(({ verdict }) => verdict !== 'supported');
  return faulty.flatMap(({ claimId }) => texts.get(claimId) ?? []);
}

/** The open questions that neither the draft nor the verdicts on a checked document name. */
export function untoldGaps(content: ReportContent): ReturnType<typeof notAnswered> {
  const texts = new Set(claimsOf(content.draft).map(({ text }) => text));
  const faulty = faultyTexts(content);
  const told = { has: (gap: string) => texts.has(gap) || faulty.some((text) => gap.includes(`"${text}"`)) };
  return notAnswered(content).flatMap(({ question, gaps }) => {
    const left = gaps.filter((gap) => !told.has(gap));
    return gaps.length > 0 && left.length === 0 ? [] : [{ question, gaps: left }];
  });
}

/** Findings that a section of their own tells: conflicts, open questions, sources, who judged. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set<Verification['findings'][number]['check']>([
  'sources-disagree',
  'not-answered',
  'source-unreadable',
  'self-verified',
]);

/** What the checks found and nothing else in the report says already. */
export function untoldFindings({ verification }: ReportContent): Verification['findings'] {
  const reasons = new Map(
    verification.verdicts.map(({ claimId, verdict, reason }) => [claimId, verdict === 'supported' ? '' : reason]),
  );
  const own = verification.findings.filter(({ check }) => !TOLD_ELSEWHERE.has(check));
  return own.filter(({ claimId, message }) => !(reasons.get(claimId ?? '') ?? '').includes(message));
}
