import { planSchema } from '../../contract/plan.ts';
import { type Finding, verificationSchema } from '../../contract/verification.ts';
import type { JobView } from '../../contract/view.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import type { Terminal } from './terminal.ts';

type Gate = JobView['gates'][number];

/** What a gate asks about, as text for people: a draft as Markdown, a plan as an outline. */
export async function gateDocument(client: DossierClient, view: JobView, gate: Gate): Promise<string> {
  if (gate.step !== 'plan') return client.draft(view.id, 'md');
  const plan = planSchema.parse(await client.artifactJson(gate.artifact.sha256));
  return [
    `# ${plan.title}`,
    '',
    ...plan.subQuestions.map((sub) => `- ${sub.id}: ${sub.question} (${sub.why})`),
    '',
    ...plan.outline.map((line) => `* ${line}`),
  ].join('\n');
}

/** The findings beside a gate, the weightiest first. */
export async function findingsBeside(client: DossierClient, gate: Gate): Promise<Finding[]> {
  if (gate.beside === null) return [];
  const { findings } = verificationSchema.parse(await client.artifactJson(gate.beside.sha256));
  const weight = { blocking: 0, warning: 1, note: 2 } as const;
  return findings.toSorted((one, other) => weight[one.severity] - weight[other.severity]);
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
  terminal.say('');
  terminal.say(`Gate ${gate.id}, round ${gate.round}, hash ${gate.artifact.sha256.slice(0, 12)}.`);
}
