import type { ViewAnswer } from '../../contract/api.ts';
import { DossierError } from '../../contract/failures.ts';
import { shortHash } from '../../contract/ids.ts';
import type { DecisionKind } from '../../contract/messages.ts';
import type { JobView } from '../../contract/view.ts';
import type { DossierClient } from '../library/dossier-client.ts';
import type { Context, OptionDeclaration } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { showGate } from './gate-document.ts';

/** Options of every decision. */
export const DECISION_OPTIONS: Record<string, OptionDeclaration> = {
  gate: { value: 'G', words: 'the gate; needed only where several are open' },
  hash: { value: 'H', words: 'the hash of the version you have seen, at least 8 digits; scripts must pass it' },
  comment: { value: 'C', words: 'what the audit trail and the next draft should know' },
};

/** Where a decision goes: gate, round and the version it binds. */
interface Target {
  gate: string;
  round: number;
  artifact: string;
}

const PAST: Record<DecisionKind, string> = {
  approve: 'approved',
  edit: 'edited and approved',
  revise: 'sent back',
  reject: 'rejected',
};

function wrongUse(message: string, field: string, remedy: string): DossierError {
  return new DossierError('request-invalid', message, { field, remedy });
}

/** The hash as typed, checked; undefined where none was typed. */
function typedHash(context: Context): string | undefined {
  const hash = context.options.text('hash')?.toLowerCase();
  if (hash === undefined || /^[0-9a-f]{8,64}$/.test(hash)) return hash;
  throw wrongUse(`--hash must be 8 to 64 hexadecimal digits, not "${hash}".`, 'hash', 'Copy it from `dossier show`.');
}

/** The gate that is meant: the named one, the only open one, or the one that shows this hash. */
export function chooseGate(
  view: JobView,
  name: string | undefined,
  hash: string | undefined,
): JobView['gates'][number] {
  const { gates } = view;
  const ids = gates.map((gate) => gate.id).join(', ');
  if (name !== undefined) {
    const found = gates.find((gate) => gate.id === name || gate.step === name);
    if (found !== undefined) return found;
    const open = ids === '' ? 'None is open.' : `Open: ${ids}.`;
    throw wrongUse(`Job ${view.id} has no open gate "${name}". ${open}`, 'gate', 'See `dossier show`.');
  }
  const matching = hash === undefined ? [] : gates.filter((gate) => gate.artifact.sha256.startsWith(hash));
  const [only, other] = matching.length === 1 ? matching : gates;
  if (only === undefined) {
    throw new DossierError('gate-closed', `No gate of job ${view.id} is open. ${view.sentence}`);
  }
  if (other === undefined) return only;
  throw wrongUse(`Several gates of job ${view.id} are open: ${ids}.`, 'gate', 'Name one with --gate.');
}

/** A decision that was made before, so that repeating a command gets the same answer. */
function madeBefore(view: JobView, kind: DecisionKind, hash: string | undefined): Target | undefined {
  if (hash === undefined) return undefined;
  const made = view.decisions.findLast((one) => one.decision === kind && one.artifact.startsWith(hash));
  return made === undefined ? undefined : { gate: made.gate, round: made.round, artifact: made.artifact };
}

async function confirmTarget(
  context: Context,
  client: DossierClient,
  answer: ViewAnswer,
  kind: DecisionKind,
): Promise<Target | undefined> {
  const { view } = answer;
  const hash = typedHash(context);
  const name = context.options.text('gate');
  const before = view.gates.length === 0 && name === undefined ? madeBefore(view, kind, hash) : undefined;
  if (before !== undefined) return before;
  const gate = chooseGate(view, name, hash);
  const target = { gate: gate.id, round: gate.round, artifact: hash ?? gate.artifact.sha256 };
  // An edit carries the text that was read, so the open gate's version is what it was made from.
  if (hash !== undefined || kind === 'edit') return target;
  await showGate(context.terminal, client, view, gate);
  const verb = { approve: 'Approve', revise: 'Send back', reject: 'Reject', edit: 'Edit' }[kind];
  const isSure = await context.terminal.confirm(`${verb} this version (${shortHash(gate.artifact.sha256)})?`);
  return isSure ? target : undefined;
}

/** Sends a decision about an open gate and says what became of it; answers the exit code. */
export async function decide(context: Context, kind: DecisionKind, editedMarkdown?: string): Promise<number> {
  const { options, terminal } = context;
  const id = context.positionals[0] ?? '';
  typedHash(context);
  if (kind === 'revise' && (options.text('comment') ?? '').trim() === '') {
    throw new DossierError('decision-incomplete', 'Say what to change: --comment "...".', { field: 'comment' });
  }
  if (kind !== 'edit' && typedHash(context) === undefined && !terminal.canAsk) {
    throw new DossierError(
      'decision-incomplete',
      'Pass --hash with the hash of the version that was seen: a decision binds exactly that version.',
      { field: 'hash', remedy: `\`${context.commandLine('show', id)}\` prints it.` },
    );
  }
  const { client } = await context.connect();
  const target = await confirmTarget(context, client, await client.view(id), kind);
  if (target === undefined) {
    terminal.say('Nothing was decided.');
    return EXIT.failed;
  }
  const receipt = await client.message(id, 'decide', {
    ...target,
    decision: kind,
    comment: options.text('comment') ?? '',
    ...(editedMarkdown !== undefined && { editedMarkdown }),
  });
  const isLeft = receipt.delivered === 'signal';
  const status = isLeft ? undefined : receipt.answer.status;
  const words = isLeft
    ? 'The decision was left for the job: no worker answers now, and it counts as soon as one does.'
    : `Round ${target.round} (${shortHash(target.artifact)}) was ${PAST[kind]}. Follow the job: ${context.commandLine('watch', id)}`;
  terminal.result(
    { job: { id, ...(status !== undefined && { status }) }, decision: kind, ...target, delivered: receipt.delivered },
    words,
  );
  return EXIT.done;
}
