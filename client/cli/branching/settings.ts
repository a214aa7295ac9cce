import { DossierError } from '../../../contract/failures.ts';
import { looksLikeAddress, readLink } from '../../../contract/links.ts';
import { parseUsd } from '../../../contract/money.ts';
import { questionFault } from '../../../contract/question.ts';
import type { WishedChanges, WishedOutput } from '../../../contract/recovery/wishes.ts';
import { type ModelTask, modelTaskSchema } from '../../../contract/routing.ts';
import { type Collected, collectDocuments } from '../documents.ts';
import { nearest } from '../nearest.ts';
import { readOutput, readText } from './input-files.ts';

/** What the reference says of the keys of `--set`. */
export const SET_OPTION = {
  value: 'K=V',
  words:
    'change something; may be repeated: question=Q, comment=C, item-question=Q, plan=FILE, output=FILE, model=ID, model.TASK=ID, prompt.TASK=FILE|builtin, budget=USD|none, add=PATH|URL, remove=NAME',
} as const;

/** What was typed with `--set`, read and checked as far as that goes without an instance; documents are still to be uploaded. */
export interface Settings {
  wish: Omit<WishedChanges, 'documents'>;
  collected: Collected | null;
  remove: string[];
  /** Whether the plan was named: its step is then known. */
  isPlan: boolean;
}

type Reader = (value: string, settings: Settings) => void;

const KEYS: Record<string, Reader> = {
  question: (value, { wish }) => {
    const fault = questionFault(value);
    if (fault !== null) throw wrong('question', fault);
    wish.question = value.trim();
  },
  comment: (value, { wish }) => {
    wish.comment = value;
  },
  'item-question': (value, { wish }) => {
    wish.itemQuestion = value;
  },
  plan: (value, settings) => {
    if (settings.wish.output !== undefined) throw wrong('plan', 'The output was given already.');
    settings.wish.output = asJson(readOutput(value, 'plan'), value);
    settings.isPlan = true;
  },
  output: (value, { wish }) => {
    if (wish.output !== undefined) throw wrong('output', 'The output was given already.');
    wish.output = readOutput(value, 'output');
  },
  model: (value, { wish }) => {
    wish.model = value;
  },
  budget: (value, { wish }) => {
    const limit = value === 'none' ? null : parseUsd(value);
    if (limit === null && value !== 'none')
      throw wrong('budget', `It is an amount in US dollars like 2 or 0.50, or none; not "${value}".`);
    wish.limitMicroUsd = limit;
  },
  remove: (value, { remove }) => {
    remove.push(value);
  },
};

/** Reads what was typed with `--set`. Throws `request-invalid` naming the key and what would do, and what is wrong with a named file. */
export function readSettings(typed: readonly string[]): Settings {
  const settings: Settings = { wish: {}, collected: null, remove: [], isPlan: false };
  const added: string[] = [];
  for (const one of typed) {
    const at = one.indexOf('=');
    if (at < 1) throw wrong(one, `It is written --set KEY=VALUE, such as --set comment="Shorter.".`);
    const [key, value] = [one.slice(0, at), one.slice(at + 1)];
    if (value.trim() === '') throw wrong(key, 'It needs a value.');
    if (key === 'add') added.push(value);
    else readOne(key, value, settings);
  }
  return added.length === 0 ? settings : { ...settings, collected: collectDocuments(added) };
}

function readOne(key: string, value: string, settings: Settings): void {
  const [name = '', task, ...rest] = key.split('.');
  const reader = KEYS[key];
  if (task !== undefined && rest.length === 0 && (name === 'model' || name === 'prompt')) {
    readForTask(name, taskOf(key, task), value, settings);
    return;
  }
  if (reader !== undefined) {
    reader(value, settings);
    return;
  }
  const names = [...Object.keys(KEYS), 'add', 'prompt.TASK', 'model.TASK'];
  const meant = nearest(key, names);
  throw wrong(
    key,
    `There is no such setting.${meant === undefined ? '' : ` Did you mean ${meant}?`} Settings are ${names.join(', ')}.`,
  );
}

function readForTask(name: 'model' | 'prompt', task: ModelTask, value: string, { wish }: Settings): void {
  if (name === 'model') wish.models = { ...wish.models, [task]: value };
  else wish.prompts = { ...wish.prompts, [task]: value === 'builtin' ? null : readText(value, `prompt.${task}`) };
}

function taskOf(key: string, typed: string): ModelTask {
  const task = modelTaskSchema.safeParse(typed);
  if (task.success) return task.data;
  const meant = nearest(typed, modelTaskSchema.options);
  throw wrong(
    key,
    `There is no task ${typed}.${meant === undefined ? '' : ` Did you mean ${meant}?`} Tasks are ${modelTaskSchema.options.join(', ')}.`,
  );
}

function asJson(output: WishedOutput, path: string): WishedOutput {
  if (output.form === 'json') return output;
  throw wrong('plan', `A plan is JSON, which "${path}" is not by its name.`);
}

/** A wrong setting: which one, why, and where to read on. */
export function wrong(key: string, why: string): DossierError {
  return new DossierError('request-invalid', `--set ${key}: ${why}`, {
    field: 'set',
    remedy: 'See `dossier help rewind` for the keys of --set.',
  });
}

/** Which of the names to remove are addresses, and which documents. */
export function removedOf({ remove }: Settings): { documents: string[]; links: string[] } {
  const links = remove.filter(looksLikeAddress);
  for (const link of links) {
    const read = readLink(link);
    if ('fault' in read) throw wrong('remove', read.fault);
  }
  return { documents: remove.filter((name) => !looksLikeAddress(name)), links };
}
