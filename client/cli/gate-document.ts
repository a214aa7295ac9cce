import { checkedDocumentSchema } from '../../contract/checked-document.ts';
import { type Change, claimsOf, draftSchema } from '../../contract/draft/blocks.ts';
import { type Plan, planSchema } from '../../contract/plan.ts';
import { type Finding, verificationSchema } from '../../contract/verification.ts';
import type { JobView } from '../../contract/view.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import type { Terminal } from './terminal.ts';

type Gate = JobView['gates'][number];

/** What a gate asks about, as text for people: a draft as Markdown, a plan as an outline. */
export async function gateDocument(client: DossierClient, view: JobView, gate: Gate): Promise<string> {
  if (gate.step !== 'plan') return client.draft(view.id, 'md');
  const plan = planSchema.parse(await client.artifactJson(gate.artifact.sha256));
  const texts = await textsUnderCheck(client, plan);
  return [
    `# ${plan.title}`,
    '',
    ...plan.subQuestions.flatMap((sub) => [`- ${sub.id}: ${sub.question} (${sub.why})`, ...sentencesOf(sub, texts)]),
    '',
    ...plan.outline.map((line) => `* ${line}`),
  ].join('\n');
}

/** The sentences of a document under check by their ids; none where the plan is not of a check. */
async function textsUnderCheck(client: DossierClient, { document }: Plan): Promise<ReadonlyMap<string, string>> {
  if (document === undefined) return new Map();
  const { draft } = checkedDocumentSchema.parse(await client.artifactJson(document.sha256));
  return new Map(claimsOf(draft).map(({ id, text }) => [id, text]));
}

/** What a part of a check looks up, a line each. */
function sentencesOf({ claims = [] }: Plan['subQuestions'][number], texts: ReadonlyMap<string, string>): string[] {
  return claims.flatMap((id) => {
    const text = texts.get(id);
    return text === undefined ? [] : [`  - ${id}: ${text}`];
  });
}

/** The findings beside a gate, the weightiest first. */
export async function findingsBeside(client: DossierClient, gate: Gate): Promise<Finding[]> {
  if (gate.beside === null) return [];
  const { findings } = verificationSchema.parse(await client.artifactJson(gate.beside.sha256));
  const weight = { blocking: 0, warning: 1, note: 2 } as const;
  return findings.toSorted((one, other) => weight[one.severity] - weight[other.severity]);
}

/** What the draft at a gate changes of a document under check; nothing of any other draft. */
export async function changesShown(client: DossierClient, view: JobView, gate: Gate): Promise<Change[]> {
  if (view.kind !== 'check' || gate.step !== 'approve' || gate.item !== null) return [];
  const draft = draftSchema.safeParse(await client.artifactJson(gate.artifact.sha256));
  return draft.data?.changes?.filter(({ action }) => action !== 'kept') ?? [];
}

/** A change as a line. */
export function changeLine({ action, before, after, evidence, reason }: Change): string {
  const cited = evidence.length === 0 ? '' : ` (${evidence.join(', ')})`;
  return `${action.padEnd(8)} "${before}"${after === null ? '' : ` -> "${after}"`}${cited}. ${reason}`;
}

/** A finding as a line. */
export function findingLine({ severity, check, message }: Finding): string {
  return `${severity.padEnd(8)} ${check}: ${message}`;
}

/** Prints what a person must see before deciding. */
export async function showGate(terminal: Terminal, client: DossierClient, view: JobView, gate: Gate): Promise<void> {
  terminal.say((await gateDocument(client, view, gate)).trimEnd());
  const findings = await findingsBeside(client, gate);
  terminal.say('');
  terminal.say(findings.length === 0 ? 'Findings: none.' : `Findings (${findings.length}):`);
  for (const finding of findings) terminal.say(`  ${findingLine(finding)}`);
  const changes = await changesShown(client, view, gate);
  if (changes.length > 0) terminal.say(`Changes (${changes.length}):`);
  for (const change of changes) terminal.say(`  ${changeLine(change)}`);
  terminal.say('');
  terminal.say(`Gate ${gate.id}, round ${gate.round}, hash ${gate.artifact.sha256.slice(0, 12)}.`);
}
