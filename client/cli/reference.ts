import { type Command, GLOBAL_OPTIONS, type OptionDeclaration } from './command.ts';
import { PROGRAM } from './command-line.ts';

const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'failed; or the job that was waited for was rejected, aborted or cancelled'],
  ['2', 'wrong use: what was typed cannot be done; nothing was changed'],
  ['3', 'the job that was waited for rests: it waits for a person, needs attention, or is paused'],
  ['130', 'Ctrl-C; a job that was watched goes on'],
] as const;

function optionName([name, option]: [string, OptionDeclaration]): string {
  return option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
}

function optionLines(options: Record<string, OptionDeclaration>): string[] {
  const width = Math.max(0, ...Object.entries(options).map((entry) => optionName(entry).length));
  return Object.entries(options).map((entry) => `  ${optionName(entry).padEnd(width)}  ${entry[1].words}`);
}

function usageOf(command: Command): string {
  return `dossier ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}`;
}

/** What `dossier help` prints. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Dossier turns a question and a pile of documents into a report that a responsible person can sign.',
    '',
    `${PROGRAM} COMMAND ...`,
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.words}`),
    '',
    'Every command takes:',
    ...optionLines(GLOBAL_OPTIONS),
    '',
    '`dossier help COMMAND` explains one command.',
  ].join('\n');
}

/** What `dossier help COMMAND` prints. */
export function helpOf(command: Command): string {
  const own = optionLines(command.options);
  return [usageOf(command), '', command.words, ...(own.length === 0 ? [] : ['', ...own])].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The content of `docs/cli.md`; `dossier help --markdown` prints it. */
export function referenceMarkdown(commands: readonly Command[]): string {
  const sections = commands.flatMap((command) => [
    `## ${command.name}`,
    '',
    '```',
    usageOf(command),
    '```',
    '',
    command.words,
    '',
    ...optionTable(command.options),
  ]);
  return [
    '# Command line',
    '',
    `Call it as \`${PROGRAM} COMMAND\` in the clone's folder. This file is written by \`dossier help --markdown\`.`,
    '',
    'Every command takes:',
    '',
    ...optionTable(GLOBAL_OPTIONS),
    'Exit codes:',
    '',
    '| code | means |',
    '|---|---|',
    ...EXIT_CODES.map(([code, words]) => `| ${code} | ${words} |`),
    '',
    'With `--json` stdout holds nothing but JSON, and its last line is one object; a failure is',
    '`{ "error": { "code", "message", "remedy", "field" } }` with a code of [failures.md](failures.md). Progress goes to stderr.',
    '',
    ...sections,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function optionTable(options: Record<string, OptionDeclaration>): string[] {
  const entries = Object.entries(options);
  if (entries.length === 0) return [];
  return [
    '| option | what it does |',
    '|---|---|',
    ...entries.map((entry) => `| \`${cell(optionName(entry))}\` | ${cell(entry[1].words)} |`),
    '',
  ];
}
