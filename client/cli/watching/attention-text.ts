import type { ChangeName } from '../../../contract/recovery/changes.ts';
import type { JobView } from '../../../contract/view.ts';

type Parked = JobView['attention'][number];
type CommandLine = (...words: string[]) => string;

function nameOf({ step, item }: Pick<Parked, 'step' | 'item'>): string {
  return item === null ? step : `${step}/${item}`;
}

/** How `--set` names what may be edited. */
const SETTINGS: Partial<Record<ChangeName, string>> = {
  question: 'question=...',
  comment: 'comment=...',
  itemQuestion: 'item-question=...',
  sources: 'add=FILE',
};

/** The command of a way on; null where there is none. */
function commandOf(view: JobView, parked: Parked, action: Parked['actions'][number], line: CommandLine): string | null {
  const place = nameOf(parked);
  switch (action.kind) {
    case 'retry':
    case 'abort':
      return line(action.kind, view.id, place);
    case 'switchModel':
      return line('retry', view.id, place, '--model', 'ID');
    case 'editInput': {
      const [setting] = action.fields.flatMap((field) => SETTINGS[field as ChangeName] ?? []);
      return setting === undefined ? null : line('retry', view.id, place, '--set', setting);
    }
    case 'supplyOutput':
      return line('retry', view.id, place, '--output', parked.step === 'draft' ? 'draft.md' : `${parked.step}.json`);
    case 'skip':
      return line('skip', view.id, place, '--reason', 'why');
    default:
      return null;
  }
}

function alikeLine(alike: readonly Parked[]): string[] {
  if (alike.length === 0) return [];
  const items = alike.every(({ item }) => item !== null);
  const names = alike.map((one) => (items ? one.item : nameOf(one)));
  const what = `${alike.length} more ${items ? 'item' : 'part'}${alike.length === 1 ? '' : 's'}`;
  return [`  likewise     ${what}: ${names.join(', ')}`];
}

/** Parked places that failed in the same way stand under the first of them. */
function folded(attention: readonly Parked[]): { first: Parked; alike: Parked[] }[] {
  const groups: { first: Parked; alike: Parked[] }[] = [];
  for (const parked of attention) {
    const group = groups.find(({ first }) => first.step === parked.step && first.alike.includes(parked.key));
    if (group === undefined) groups.push({ first: parked, alike: [] });
    else group.alike.push(parked);
  }
  return groups;
}

/** Places that need attention: what happened and why, the remedy, what is kept, the ways on with their prices and commands. */
export function attentionLines(view: JobView, line: CommandLine): string[] {
  return folded(view.attention).flatMap(({ first, alike }) => {
    const { failure, kept, looksAgainAt, madeBy, actions } = first;
    const [root, ...beneath] = failure.causes ?? [];
    const back = madeBy === null ? null : line('rewind', view.id, nameOf(madeBy));
    return [
      `${nameOf(first)} needs attention: ${failure.message}`,
      ...(root === undefined ? [] : [`  because      ${root}`, ...beneath.map((cause) => `               ${cause}`)]),
      ...alikeLine(alike),
      `  remedy       ${failure.remedy}`,
      `  kept         ${kept}`,
      ...(looksAgainAt === null ? [] : [`  looks again  by itself at ${looksAgainAt}`]),
      ...(back === null
        ? []
        : [`  made by      ${nameOf(madeBy ?? first)}: make it again with`, `               ${back}`]),
      ...actions.flatMap((action) => {
        const command = commandOf(view, first, action, line);
        return [
          `  ${action.kind.padEnd(12)} ${action.words}`,
          ...(command === null ? [] : [`               ${command}`]),
        ];
      }),
      ...(alike.length === 0 ? [] : [`  all at once  ${line('retry', view.id)}`]),
    ];
  });
}
