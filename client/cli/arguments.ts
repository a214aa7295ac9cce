import { parseArgs } from 'node:util';
import { DossierError } from '../../contract/failures.ts';
import { type Command, GLOBAL_OPTIONS, type OptionDeclaration } from './command.ts';
import { nearest } from './nearest.ts';
import { OptionValues } from './option-values.ts';

type Options = Record<string, OptionDeclaration>;

function tokensOf(args: readonly string[], options: Options) {
  const declared = Object.entries(options).map(
    ([name, option]) => [name, { type: option.value === undefined ? 'boolean' : 'string' }] as const,
  );
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(declared),
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

/** The command's name (undefined where none was typed) and what else was typed. */
export function splitCommand(args: readonly string[]): { name: string | undefined; rest: string[] } {
  const first = tokensOf(args, GLOBAL_OPTIONS).find((token) => token.kind === 'positional');
  if (first === undefined) return { name: undefined, rest: [...args] };
  return { name: args[first.index], rest: args.filter((_, index) => index !== first.index) };
}

function wrongUse(message: string, field: string, command: Command): DossierError {
  return new DossierError('request-invalid', message, {
    field,
    remedy: `See \`dossier help ${command.name}\`.`,
  });
}

/**
 * Reads what was typed after a command's name.
 * Throws `request-invalid` for an unknown option (naming the nearest), a missing or needless value, and too few or too many words.
 */
export function readArguments(
  command: Command,
  args: readonly string[],
): { positionals: string[]; options: OptionValues } {
  const options = { ...GLOBAL_OPTIONS, ...command.options };
  const positionals: string[] = [];
  const values = new Map<string, (string | true)[]>();
  const add = (name: string, value: string | true): void => {
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (const token of tokensOf(args, options)) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    if (token.rawName === '-h') {
      add('help', true);
      continue;
    }
    const declared = options[token.name];
    if (declared === undefined) throw unknownOption(token.rawName, token.name, Object.keys(options), command);
    add(token.name, optionValue(token, declared, command));
  }
  if (!values.has('help')) checkCount(command, positionals);
  return { positionals, options: new OptionValues(values) };
}

function unknownOption(typed: string, name: string, known: readonly string[], command: Command): DossierError {
  const meant = nearest(name, known);
  const guess = meant === undefined ? '' : ` Did you mean --${meant}?`;
  return wrongUse(`\`dossier ${command.name}\` has no option ${typed}.${guess}`, name, command);
}

function optionValue(
  token: { name: string; value: string | undefined; inlineValue: boolean | undefined },
  declared: OptionDeclaration,
  command: Command,
): string | true {
  if (declared.value === undefined) {
    if (token.value !== undefined) throw wrongUse(`--${token.name} takes no value.`, token.name, command);
    return true;
  }
  // `--hash --json`: the value was forgotten; one that really begins with a hyphen is written `--comment=-x`.
  const isForgotten = token.value === undefined || (!token.inlineValue && /^-./.test(token.value));
  if (isForgotten || token.value === undefined) {
    throw wrongUse(`--${token.name} needs a value: --${token.name} ${declared.value}.`, token.name, command);
  }
  return token.value;
}

function checkCount(command: Command, positionals: readonly string[]): void {
  const { min, max, missing } = command.positionals;
  if (positionals.length < min) throw wrongUse(missing, 'arguments', command);
  if (positionals.length > max) {
    const extra = positionals[max] ?? '';
    throw wrongUse(`\`dossier ${command.name}\` does not know what to do with "${extra}".`, 'arguments', command);
  }
}
