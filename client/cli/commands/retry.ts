import type { MessageReceipt } from '../../../contract/api-answers.ts';
import { DossierError } from '../../../contract/failures.ts';
import type { WishedChanges } from '../../../contract/recovery/wishes.ts';
import type { MessageBodies } from '../../library/dossier-client.ts';
import { readOutput } from '../branching/input-files.ts';
import { readSettings, SET_OPTION, type Settings } from '../branching/settings.ts';
import { wishOf } from '../branching/wish.ts';
import { type Command, type Context, ONE_JOB } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { chooseParked, parkedName } from '../recovering.ts';
import { jobOf, told } from '../simple-message.ts';

type Action = MessageBodies['recover']['action'];
/** What the options ask for; an edit is finished once its documents are uploaded. */
type Wanted = Exclude<Action, { kind: 'editInput' }> | { kind: 'editInput'; settings: Settings };

/** What looked again by itself meanwhile is no reason to leave the others parked. */
function ifOvertaken(error: unknown): DossierError {
  if (error instanceof DossierError && (error.code === 'not-parked' || error.code === 'attempt-stale')) return error;
  throw error;
}

function wantedBy({ options }: Context): Wanted {
  const settings = readSettings(options.all('set'));
  const { model: set, output: given, models, prompts, limitMicroUsd, ...edits } = settings.wish;
  const [model, path] = [options.text('model') ?? set, options.text('output')];
  const output = path === undefined ? given : readOutput(path, '--output');
  if (models !== undefined || prompts !== undefined || limitMicroUsd !== undefined)
    throw only(
      'A retry changes one place: its model (--model), its input or its output. `dossier rewind` changes the rest.',
    );
  const isEdit = Object.keys(edits).length > 0 || settings.collected !== null || settings.remove.length > 0;
  const wanted: Wanted[] = [
    ...(model === undefined ? [] : [{ kind: 'switchModel' as const, model }]),
    ...(output === undefined ? [] : [{ kind: 'supplyOutput' as const, output }]),
    ...(isEdit ? [{ kind: 'editInput' as const, settings }] : []),
  ];
  if (wanted.length > 1)
    throw only(
      'Another model, another input and an output of your own exclude each other: choose one of --model, --set, --output.',
    );
  return wanted[0] ?? { kind: 'retry' };
}

function only(words: string): DossierError {
  return new DossierError('request-invalid', words, { field: 'set', remedy: 'See `dossier help retry`.' });
}

async function actionOf(context: Context, wanted: Wanted): Promise<Action> {
  if (wanted.kind !== 'editInput') return wanted;
  const { client } = await context.connect();
  const {
    model: _model,
    models: _models,
    prompts: _prompts,
    limitMicroUsd: _limit,
    output: _output,
    ...changes
  }: WishedChanges = await wishOf(context, client, wanted.settings);
  return { kind: 'editInput', changes };
}

/** What belongs to one place alone is not given to several. */
function checkOne(wanted: Wanted, id: string, names: readonly string[], { commandLine }: Context): void {
  if (names.length === 1 || wanted.kind === 'retry' || wanted.kind === 'switchModel') return;
  throw new DossierError('request-invalid', `Job ${id} has several parts that need attention: ${names.join(', ')}.`, {
    field: 'step',
    remedy: `Name one: \`${commandLine('retry', id, names[0] ?? '')} ...\`.`,
  });
}

/** `dossier retry`. */
export const retry: Command = {
  name: 'retry',
  usage: 'JOB [STEP[/ITEM]] [--model ID] [--set K=V ...] [--output FILE]',
  words:
    'Try what needs attention again: all of it, or the named step or item; with another model, another input, or with an output of your own in its place.',
  options: {
    model: { value: 'ID', words: 'ask this model instead' },
    set: {
      ...SET_OPTION,
      words: 'change its input; may be repeated: question=Q, comment=C, item-question=Q, add=PATH|URL, remove=NAME',
    },
    output: {
      value: 'FILE',
      words: 'take this as its result: JSON in the form of the step, or a draft as Markdown (.md)',
    },
  },
  positionals: { ...ONE_JOB, max: 2 },
  async run(context) {
    const [id = '', place] = context.positionals;
    const wanted = wantedBy(context);
    const { client } = await context.connect();
    const parked = chooseParked((await client.view(id)).view, place);
    checkOne(wanted, id, parked.map(parkedName), context);
    const action = await actionOf(context, wanted);
    const retried: string[] = [];
    let last: MessageReceipt | DossierError | undefined;
    for (const { step, item, attempt } of parked) {
      last = await client.message(id, 'recover', { step, item, attempt, action }).catch(ifOvertaken);
      if (!(last instanceof DossierError)) retried.push(parkedName({ step, item }));
    }
    if (last instanceof DossierError && retried.length === 0) throw last;
    const receipt = last === undefined || last instanceof DossierError ? undefined : last;
    const did = {
      retry: 'Retried',
      switchModel: 'Asked another model',
      editInput: 'Changed and retried',
      supplyOutput: 'Supplied',
    };
    const done = action.kind in did ? did[action.kind as keyof typeof did] : 'Retried';
    const words = `${done}: ${retried.join(', ')}. Follow the job: ${context.commandLine('watch', id)}`;
    context.terminal.result(
      { job: receipt === undefined ? { id } : jobOf(id, receipt), action: action.kind, retried },
      receipt === undefined ? words : told(receipt, words),
    );
    return EXIT.done;
  },
};
