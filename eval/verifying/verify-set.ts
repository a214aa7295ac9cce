import { createJudgeClaims } from '../../activities/tasks/judge-claims.ts';
import { createCheckEvidence } from '../../activities/verify/check-evidence.ts';
import { createSettleVerification } from '../../activities/verify/settle-verification.ts';
import type { Draft } from '../../contract/draft/blocks.ts';
import { sha256OfJson } from '../../contract/hash.ts';
import type { NumberedNotes } from '../../contract/notes.ts';
import type { Brief } from '../../contract/steps.ts';
import { type Verification, verificationSchema } from '../../contract/verification.ts';
import type { CorpusDocument } from '../corpus/corpus.ts';
import type { Laboratory } from '../laboratory.ts';
import { EvidencePlacer } from './placed-evidence.ts';
import type { SetItem } from './set-item.ts';

/** What became of one item of the set. */
export interface ItemResult {
  item: SetItem;
  /** `missed`: taken for true. `mechanical`: stopped by a check without a model; `reading`: by the second reader. Null: its words were not found in what we read. */
  stopped: 'mechanical' | 'reading' | 'missed' | null;
  reason: string;
}

const TENANT = { jobId: 'evaluation', organisation: 'local', owner: 'local' };
const BRIEF: Brief = { question: 'Do these claims hold?', audience: '', length: 'standard', language: 'English' };

/** Has all items verified; those with a newer edition apart, so that it stands against no other claim. */
export async function verifySet(
  laboratory: Laboratory,
  documents: readonly CorpusDocument[],
  items: readonly SetItem[],
  tell: (line: string) => void,
): Promise<ItemResult[]> {
  const isOutdated = ({ newer }: SetItem) => newer !== null;
  const plain = items.filter((item) => !isOutdated(item));
  const results = await verifyTogether(laboratory, documents, plain, tell);
  return [...results, ...(await verifyTogether(laboratory, documents, items.filter(isOutdated), tell))];
}

/** Puts items into one draft, has it verified as the verify step does, and tells what became of each. */
async function verifyTogether(
  laboratory: Laboratory,
  documents: readonly CorpusDocument[],
  items: readonly SetItem[],
  tell: (line: string) => void,
): Promise<ItemResult[]> {
  const newer = items.flatMap(({ id, newer: text }) => (text === null ? [] : [newerEdition(id, text)]));
  const files = documents.map(({ name, file }) => ({ name, content: { file } }));
  tell(`reading ${files.length} documents`);
  const { output: sources, set } = await laboratory.ingest([...files, ...newer]);
  const placer = new EvidencePlacer(laboratory, set);
  const notes: NumberedNotes = { evidence: [], items: [] };
  const placed = new Set<string>();
  const draft: Draft = { title: 'Claims', blocks: [] };
  for (const [at, item] of items.entries()) {
    const evidence = await placer.place(`e${at + 1}`, item);
    if (evidence === null) continue;
    placed.add(item.id);
    notes.evidence.push(evidence);
    const sentence = { id: item.id, kind: 'fact' as const, text: item.text, evidence: [evidence.id] };
    draft.blocks.push({ type: 'paragraph', id: `b${at + 1}`, sentences: [sentence] });
  }
  tell(`verifying ${placed.size} claims`);
  const verification = await verify(laboratory, sources, notes, draft, newer.length === 0 ? 1 : 2);
  return items.map((item) => resultOf(item, placed.has(item.id), verification));
}

function newerEdition(id: string, text: string): { name: string; content: { text: string } } {
  return { name: `revised-${id}.txt`, content: { text: `Revised edition, November 2026\n\n${text}\n` } };
}

async function verify(
  { store, passages, tables, call }: Laboratory,
  sources: Awaited<ReturnType<Laboratory['ingest']>>['output'],
  numbered: NumberedNotes,
  draft: Draft,
  round: number,
): Promise<Verification> {
  const { artifacts } = store;
  const inputs = {
    brief: await artifacts.putJson(BRIEF, 'Brief'),
    sources,
    notes: await artifacts.putJson(numbered, 'Notes'),
    draft: await artifacts.putJson(draft, 'Draft'),
  };
  const rerunQuery = (...[set, { sql }]: Parameters<Parameters<typeof createCheckEvidence>[0]['rerunQuery']>) =>
    tables.withTables(sha256OfJson(set), set, (database) => database.query(sql, {}));
  const checked = await createCheckEvidence({ artifacts, passages, rerunQuery })({ ...inputs, before: null });
  const judge = createJudgeClaims({ ...call, passages });
  const verdicts = [];
  for (let batch = 0; batch < checked.batches; batch += 1) {
    const item = `batch-${batch + 1}`;
    const identity = {
      jobId: 'evaluation',
      generation: 0,
      round,
      step: 'verify' as const,
      item,
      turn: 0,
      attempt: 1,
      sample: 0,
    };
    const request = { call: identity, organisation: 'local', owner: 'local', model: 'offline', remedy: null };
    const result = await judge(request, { ...inputs, checked: checked.output, batch });
    if (result.outcome !== 'ok') throw new Error(`The second reading answered ${JSON.stringify(result)}.`);
    verdicts.push(result.output);
  }
  const settle = createSettleVerification(store);
  const { output } = await settle({ ...TENANT, generation: 0, round, ...inputs, checked: checked.output, verdicts });
  return verificationSchema.parse(await artifacts.getJson(output.sha256));
}

function resultOf(item: SetItem, isPlaced: boolean, { verdicts, findings }: Verification): ItemResult {
  if (!isPlaced) return { item, stopped: null, reason: 'The quoted words were not found in what was read.' };
  const verdict = verdicts.find(({ claimId }) => claimId === item.id);
  const blocking = findings.filter(({ claimId, severity }) => claimId === item.id && severity === 'blocking');
  const reason = blocking[0]?.message ?? verdict?.reason ?? '';
  if (verdict?.verdict === 'supported' && blocking.length === 0) return { item, stopped: 'missed', reason };
  return { item, stopped: verdict?.mechanical === 'failed' ? 'mechanical' : 'reading', reason };
}
