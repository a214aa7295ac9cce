import { type SettingProblem, settingsSchema } from './configuration.ts';

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$/;

/** The line on which a quoted value ends, counted from 0; undefined when its quote is never closed. */
function endOfQuoted(lines: readonly string[], start: number, quote: string, rest: string): number | undefined {
  if (rest.indexOf(quote, 1) > 0) return start;
  const offset = lines.slice(start + 1).findIndex((line) => line.includes(quote));
  return offset === -1 ? undefined : start + 1 + offset;
}

/** Lines of a `.env` that Node's own reader would pass over in silence, by number and never by content, which may be a secret. */
export function malformedLines(text: string, file: string): SettingProblem[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const problems: SettingProblem[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const where = `${file} line ${index + 1}`;
    const [, name = '', rest = ''] = ASSIGNMENT.exec(line) ?? [];
    if (name === '') {
      problems.push({ where, message: 'is not of the form NAME=VALUE' });
      continue;
    }
    if (name.startsWith('DOSSIER_') && !(name in settingsSchema.shape)) {
      problems.push({ where, message: `${name} is not a setting of Dossier (see .env.example)` });
    }
    const quote = /^["'`]/.exec(rest)?.[0];
    if (quote === undefined) continue;
    const end = endOfQuoted(lines, index, quote, rest);
    if (end === undefined) problems.push({ where, message: `the value of ${name} has no closing ${quote}` });
    index = end ?? index;
  }
  return problems;
}
