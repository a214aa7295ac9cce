import type { Seeded } from '../seeded.ts';

/** A claim that is no longer true, with what was changed; null where the sentence gives no hold. */
export type Alter = (
  sentence: string,
  seeded: Seeded,
  names: readonly string[],
) => { text: string; note: string } | null;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const QUANTITY =
  /(?<![\p{L}\d.,-])\$?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d-])|(?<![\p{L}\d.,/-])\d+(?:\.\d+)?(?![\d/\p{L}-]|[.,]\d)/gu;
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/(\d) ?(?:percent|%)/, '$1 million'],
  [/\$(\d)/, '€$1'],
  [/€ ?(\d)/, '$$$1'],
  [/(\d) million\b/, '$1 billion'],
  [/(\d) billion\b/, '$1 million'],
  [/(\d) thousand\b/, '$1 million'],
  [/(\d) years\b/, '$1 months'],
  [/(\d) months\b/, '$1 weeks'],
  [/(\d) weeks\b/, '$1 days'],
  [/(\d) days\b/, '$1 weeks'],
  [/(\d) hours\b/, '$1 minutes'],
  [/(\d) (?:miles|mi)\b/, '$1 kilometres'],
  [/(\d) ?(?:mg)\b/, '$1 g'],
  [/(\d) ?(?:kg)\b/, '$1 tons'],
  [/(\d) mph\b/, '$1 km/h'],
];
const NEGATIONS: readonly (readonly [RegExp, string])[] = [
  [/ (is|are|was|were|has|have|had|can|could|will|would|may|should|must|did|does|do) not /, ' $1 '],
  [/ cannot /, ' can '],
  [/ (is|are|was|were|can|could|will|would|may|should|must) /, ' $1 not '],
  [/ (has|have|had) (been|shown|become|made|taken|reported|led|increased|decreased) /, ' $1 not $2 '],
];
const SCOPES: readonly (readonly [RegExp, string])[] = [
  [/\bat least\b/i, 'at most'],
  [/\bat most\b/i, 'at least'],
  [/\bmore than\b/i, 'less than'],
  [/\bless than\b/i, 'more than'],
  [/\ball\b/, 'some'],
  [/\bAll\b/, 'Some'],
  [/\bsome\b/, 'all'],
  [/\bSome\b/, 'All'],
  [/\bmost\b/, 'few'],
  [/\bMost\b/, 'Few'],
  [/\bmany\b/, 'all'],
  [/\bMany\b/, 'All'],
  [/\bonly\b/, 'also'],
  [/\bsometimes\b/, 'always'],
  [/\busually\b/, 'always'],
  [/\boften\b/, 'always'],
  [/\bmay\b/, 'must'],
  [/\bseveral\b/, 'all'],
  [/\bhigher than\b/, 'lower than'],
  [/\blower than\b/, 'higher than'],
];

function replaceFirst(
  text: string,
  table: readonly (readonly [RegExp, string])[],
  seeded: Seeded,
): { text: string; note: string } | null {
  const fitting = table.filter(([from]) => from.test(text));
  if (fitting.length === 0) return null;
  const [from, to] = seeded.pick(fitting);
  const changed = text.replace(from, to);
  return {
    text: changed,
    note: `${from.exec(text)?.[0].trim()} → ${changed.slice(text.search(from)).split(' ').slice(0, 4).join(' ')}`,
  };
}

function alteredDigits(digits: string, seeded: Seeded): string {
  const plain = Number(digits.replace(/[$,]/g, ''));
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  const ways = [
    plain * 10,
    plain * 1.1 + 1,
    plain - Math.max(1, Math.round(plain * 0.07)),
    swapped(digits) ?? plain + 3,
    plain + 1,
  ];
  const value = Math.abs(Number(seeded.pick(ways).toFixed(decimals)));
  const written = value === plain ? plain + 2 : value;
  const text = digits.includes(',')
    ? written.toLocaleString('en-US', { minimumFractionDigits: decimals })
    : written.toFixed(decimals);
  return digits.startsWith('$') ? `$${text}` : text;
}

function swapped(digits: string): number | null {
  const figures = digits.replace(/[^\d.]/g, '').split('');
  const [first, second] = figures;
  if (first === undefined || second === undefined || first === second || second === '.' || second === '0') return null;
  return Number([second, first, ...figures.slice(2)].join(''));
}

/** Ways to make a sentence say what its source does not say. */
export const ALTERATIONS = {
  number(text, seeded) {
    const found = [...text.matchAll(QUANTITY)].filter(([digits]) => !/^(?:19|20)\d\d$/.test(digits));
    if (found.length === 0) return null;
    const one = seeded.pick(found);
    const digits = alteredDigits(one[0], seeded);
    return {
      text: text.slice(0, one.index) + digits + text.slice(one.index + one[0].length),
      note: `${one[0]} → ${digits}`,
    };
  },
  unit: (text, seeded) => replaceFirst(text, UNITS, seeded),
  date(text, seeded) {
    const years = [...text.matchAll(/\b(?:19|20)\d\d\b/g)];
    const months = [...text.matchAll(new RegExp(`\\b(?:${MONTHS.join('|')})(?= \\d)`, 'g'))];
    const one = [...years, ...months];
    if (one.length === 0) return null;
    const chosen = seeded.pick(one);
    const old = chosen[0];
    const other = /^\d/.test(old)
      ? String(Number(old) + seeded.pick([-3, -2, -1, 1, 2, 4]))
      : seeded.pick(MONTHS.filter((month) => month !== old));
    return {
      text: text.slice(0, chosen.index) + other + text.slice(chosen.index + old.length),
      note: `${old} → ${other}`,
    };
  },
  name(text, seeded, names) {
    const found = [...text.matchAll(/(?<=[a-z,;] )(?:[A-Z][a-z]{3,}(?: [A-Z][a-z]{2,})*|[A-Z]{3,})(?=[ ,.;])/g)].filter(
      ([name]) => !MONTHS.includes(name),
    );
    if (found.length === 0) return null;
    const one = seeded.pick(found);
    const other = seeded.pick(names.filter((name) => !text.includes(name)));
    return {
      text: text.slice(0, one.index) + other + text.slice(one.index + one[0].length),
      note: `${one[0]} → ${other}`,
    };
  },
  negation: (text, seeded) => replaceFirst(text, NEGATIONS, seeded),
  scope: (text, seeded) => replaceFirst(text, SCOPES, seeded),
} satisfies Record<string, Alter>;

/** Names that sentences hold, to put one in the place of another. */
export function namesIn(sentences: readonly string[]): string[] {
  const found = sentences.flatMap(
    (text) => text.match(/(?<=[a-z,;] )(?:[A-Z][a-z]{3,}(?: [A-Z][a-z]{2,})*|[A-Z]{3,})(?=[ ,.;])/g) ?? [],
  );
  return [...new Set(found)].filter((name) => !MONTHS.includes(name)).sort();
}
