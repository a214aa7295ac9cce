import { FAILURE_POLICY, LOOK_AGAIN_MS } from '../../contract/failure-policy.ts';
import { FAILURES, type FailureClass, type FailureCode, failureClassSchema } from '../../contract/failures.ts';
import type { RecoverActionKind } from '../../contract/recovery/actions.ts';

/** Where a failure is met, as its section says it. */
export const MET = {
  job: 'in a job, whose step or item parks',
  'job-or-request': 'in a job, whose step or item parks; or in answer to what was sent, which changed nothing',
  document: 'in a job, which goes on without this document or page and says so in the report',
  'document-or-request':
    'in a job, which goes on without this document and says so in the report; or in answer to an upload',
  tool: 'in a job: the model is told and goes on; it counts as one of the turns of the item',
  request: 'in answer to what was sent, which changed nothing',
  start: 'when a part of Dossier starts or works',
} as const;
const PARKS: readonly string[] = [MET.job, MET['job-or-request']];

/** Words for the ways on, as the page uses them. */
export const WAYS: Record<RecoverActionKind, string> = {
  retry: 'retry',
  editInput: 'change the input',
  switchModel: 'another model',
  supplyOutput: 'supply the result',
  skip: 'skip',
  abort: 'abort',
};

const CODES = Object.keys(FAILURES) as FailureCode[];
const BEGIN =
  '<!-- From here on the tables, classes, remedies and ways on are written by `UPDATE_DOCS=1 npm run jest -- failures-page`. -->';

/** What people wrote about a code; an empty text where nobody did yet. */
export interface Explained {
  happened: string;
  met: string;
  check: string;
}

/** The explanations that a page holds, by the heading of their section. */
export function explanations(page: string): Map<string, Explained> {
  const sections = page.split(/^### /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [code = '', , happened = ''] = section.split('\n');
      const bullet = (name: string): string =>
        new RegExp(`^- \\*\\*${name}\\*\\*: (.+)$`, 'm').exec(section)?.[1] ?? '';
      return [code, { happened, met: bullet('Met'), check: bullet('Check') }];
    }),
  );
}

/** `docs/failures.md` as the catalogue and the policy say, around the words that people wrote in it. */
export function failuresPage(page: string): string {
  const [head = ''] = page.split(BEGIN);
  const told = explanations(page);
  const intros = new Map(
    [...page.matchAll(/^## Class ([a-z-]+)\n\n(.+)$/gm)].map(([, name = '', words = '']) => [name, words]),
  );
  const classes = failureClassSchema.options.flatMap((name) => [
    `## Class ${name}`,
    intros.get(name) ?? 'To be explained.',
    ...CODES.filter((code) => FAILURES[code].class === name).map((code) => section(code, told.get(code))),
  ]);
  return `${[head.trimEnd(), BEGIN, '## By class', policyTable(), ...classes].join('\n\n')}\n`;
}

function policyTable(): string {
  const rows = failureClassSchema.options.map((name) => {
    const { byItself, actions } = FAILURE_POLICY[name];
    return `| [${name}](#class-${name}) | ${byItself} | ${looksAgain(name)} | ${waysInWords(actions)} |`;
  });
  return [
    '| class | by itself | looks again, once parked | ways on, the recommended one first |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function looksAgain(name: FailureClass): string {
  if (!FAILURE_POLICY[name].transient) return 'no';
  const minutes = LOOK_AGAIN_MS.map((ms) => ms / 60_000);
  return `after ${minutes.slice(0, -1).join(', ')}, then every ${minutes.at(-1)} minutes`;
}

function waysInWords(actions: readonly RecoverActionKind[]): string {
  return actions.map((kind) => WAYS[kind]).join(', ');
}

function section(code: FailureCode, told: Explained = { happened: '', met: '', check: '' }): string {
  const { class: name, remedy, status } = FAILURES[code];
  const { byItself, actions, transient } = FAILURE_POLICY[name];
  const again = transient ? ` Once parked, it looks again ${looksAgain(name)}.` : '';
  const parked = [
    `- **By itself**: ${byItself}${again}`,
    `- **Ways on**: ${waysInWords(actions)} ([what each keeps, repeats and costs](#the-ways-on))`,
  ];
  const bullets = [
    `- **Class**: [${name}](#class-${name}), HTTP ${status}`,
    `- **Met**: ${told.met}`,
    ...(PARKS.includes(told.met) ? parked : []),
    `- **Remedy**: ${remedy}`,
    ...(told.check === '' ? [] : [`- **Check**: ${told.check}`]),
  ];
  return [`### ${code}`, told.happened, bullets.join('\n')].join('\n\n');
}
