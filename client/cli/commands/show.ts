import { shortHash } from '../../../contract/ids.ts';
import { shownInstant } from '../../../contract/instants.ts';
import type { JobView } from '../../../contract/view.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import type { Connection } from '../connection.ts';
import { EXIT } from '../exit-codes.ts';
import { changeLine, changesShown, findingLine, findingsBeside, gateDocument } from '../gate-document.ts';
import { outPath, showOutput } from '../step-output.ts';
import { oneLine } from '../terminal-text.ts';
import { attentionLines } from '../watching/attention-text.ts';
import { gateLines, headLines, stepLines, totalsLine } from '../watching/job-text.ts';
import { lineageLines } from '../watching/lineage-text.ts';
import { askedLines } from '../watching/question-text.ts';
import { waysBackLines } from '../watching/ways-back.ts';

function decisionLines(view: JobView): string[] {
  return view.decisions.map(({ at, actor, decision, round, artifact, comment, selfApproved, voidedBy }) => {
    const self = `${selfApproved ? ', self-approved' : ''}${voidedBy === undefined ? '' : `, void since generation ${voidedBy}`}`;
    return `${shownInstant(at)} ${actor.id}: ${decision} of round ${round}, ${shortHash(artifact)}${self}${comment === '' ? '' : `. "${comment}"`}`;
  });
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

async function showDraft(context: Context, { client }: Connection, view: JobView): Promise<number> {
  const gate = view.gates[0];
  const markdown = gate === undefined ? await client.draft(view.id, 'md') : await gateDocument(client, view, gate);
  const bound = gate === undefined ? {} : { gate: gate.id, round: gate.round, hash: gate.artifact.sha256 };
  context.terminal.result({ job: { id: view.id, status: view.status }, ...bound, markdown }, markdown.trimEnd());
  return EXIT.done;
}

/** `dossier show`. */
export const show: Command = {
  name: 'show',
  usage: 'JOB [--draft | --output STEP[/ITEM] [--out FILE]]',
  words:
    'Show state, steps, items, costs, what needs attention with the ways on, and the open gate with its hash and what was asked at it.',
  options: {
    draft: { words: 'print only what waits at the gate, else the latest draft, as Markdown to read or edit' },
    output: {
      value: 'STEP',
      words: 'print only what a step, or STEP/ITEM, made: a draft as Markdown, else JSON; to edit and give back',
    },
    out: { value: 'FILE', words: 'with --output: the file to write; unset, stdout' },
  },
  positionals: ONE_JOB,
  async run(context) {
    const { positionals, options, terminal, commandLine } = context;
    const id = positionals[0] ?? '';
    const output = options.text('output');
    const path = outPath(output, options.text('out'));
    const connection = await context.connect();
    const answer = await connection.client.view(id);
    const { view } = answer;
    if (output !== undefined) return showOutput(context, connection.client, view, output, path);
    if (options.flag('draft')) return showDraft(context, connection, view);
    // One that has not begun has no branches, and is no reason to show nothing of it.
    const lineage = view.revision === 0 ? null : await connection.client.lineage(id);
    const findings = (await Promise.all(view.gates.map((gate) => findingsBeside(connection.client, gate)))).flat();
    const changes = (await Promise.all(view.gates.map((gate) => changesShown(connection.client, view, gate)))).flat();
    // What was ended outside Dossier can be neither decided nor tried again: only its record goes on.
    const isOver = answer.overlay?.kind === 'closed';
    const lines = [
      ...headLines(answer),
      `Question: ${view.question}`,
      ...section('Steps', stepLines(view)),
      ...section('Needs attention', isOver ? [] : attentionLines(view, commandLine)),
      ...section('Findings', findings.map(findingLine)),
      ...section('Changes', changes.map(changeLine)),
      ...section('Gates', isOver ? [] : gateLines(view, commandLine)),
      ...section('Ways on', isOver ? waysBackLines(answer, commandLine) : []),
      ...section('Questions', askedLines(view)),
      ...section('Decisions', decisionLines(view)),
      ...section('Branches', lineage === null ? [] : lineageLines(lineage)),
      '',
      totalsLine(view.totals, view.limitMicroUsd),
    ];
    const gates = view.gates.map((gate) => ({ ...gate, hash: shortHash(gate.artifact.sha256) }));
    const { status, sentence } = view;
    terminal.result(
      { job: { id, status, sentence }, gates, findings, changes, lineage, ...answer },
      lines.map(oneLine).join('\n'),
    );
    return EXIT.done;
  },
};
