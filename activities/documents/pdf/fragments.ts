/** A piece of text as a page draws it, turned so that it reads from left to right: in points, `y` is the baseline and grows upwards. */
export interface Fragment {
  text: string;
  x: number;
  right: number;
  y: number;
  /** Height of its letters. */
  size: number;
  font: string;
  rtl: boolean;
  /** Whether a space follows it although no gap may show. */
  spaceAfter: boolean;
}

/** What pdf.js gives for a piece of text. */
export interface TextItem {
  str: string;
  dir: string;
  width: number;
  height: number;
  transform: number[];
  fontName: string;
}

/** Control characters of fonts without a character table; white space stays. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROLS = /[\0-\x08\x0e-\x1f\x7f]/g;
/** Where the T1 encoding of TeX keeps ligatures, quotation marks and dashes. */
const TEX_LETTERS: Readonly<Record<string, string>> = {
  '\x10': '“',
  '\x11': '”',
  '\x15': '–',
  '\x16': '—',
  '\x1b': 'ff',
  '\x1c': 'fi',
  '\x1d': 'fl',
  '\x1e': 'ffi',
  '\x1f': 'ffl',
};
/** Text that leans less than this is taken for straight: scanned pages do. */
const LEANING_DEGREES = 7;

/**
 * Groups the pieces of a page by the direction in which they run, level text first; each group reads from left to right in its own coordinates.
 * `vertical` names the fonts whose text runs downwards.
 */
export function fragmentsOf(items: readonly TextItem[], vertical: ReadonlySet<string>): Fragment[][] {
  const groups = new Map<number, Fragment[]>([[0, []]]);
  const seen = new Set<string>();
  const leanings = leaningsOf(items);
  let last: Fragment | null = null;
  for (const item of items) {
    const text = readable(item.str)
      // Two ligatures that widespread fonts keep in the private area, where nothing else says what they are.
      .replaceAll('\uf001', 'fi')
      .replaceAll('\uf002', 'fl');
    if (text.trim() === '') {
      if (last !== null && item.width !== 0) last.spaceAfter = true;
      continue;
    }
    const { angle, ...fragment } = placed(item, text, vertical.has(item.fontName), leanings);
    last = fragment;
    // Some programs print twice, a little apart, for bold letters and shadows.
    const place = `${Math.round(fragment.x / 1.5)} ${Math.round(fragment.y / 1.5)} ${angle} ${text}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const group = groups.get(angle);
    if (group === undefined) groups.set(angle, [fragment]);
    else group.push(fragment);
  }
  return [...groups.values()].filter((group) => group.length > 0);
}

/**
 * Some old fonts without a character table keep some letters or the space at places of control characters: `signi\x1ced`. Among others they are read as
 * TeX's fonts have them, else as a space; a text that consists of them says nothing.
 */
function readable(text: string): string {
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (controls === 0) return text;
  if (controls > 0.4 * text.length) return text.replace(CONTROLS, '\ufffd');
  return text.replace(CONTROLS, (control) => TEX_LETTERS[control] ?? ' ');
}

function placed(
  item: TextItem,
  text: string,
  vertical: boolean,
  leanings: ReadonlyMap<number, number>,
): Fragment & { angle: number } {
  const [, , c = 0, d = 1, e = 0, f = 0] = finite(item.transform);
  const size = Math.max(Math.hypot(c, d), 0.1);
  const common = { text, font: item.fontName, rtl: item.dir === 'rtl', spaceAfter: false };
  // Lines of vertical writing follow each other from right to left: turned, the rightmost is the topmost.
  if (vertical) return { ...common, size, x: -f, right: -f + Math.abs(item.height), y: e, angle: 360 };
  const angle = snapped(degreesOf(item));
  const turn = ((angle + (leanings.get(angle) ?? 0)) * Math.PI) / 180;
  const x = e * Math.cos(turn) + f * Math.sin(turn);
  const y = f * Math.cos(turn) - e * Math.sin(turn);
  return { ...common, size, x, right: x + Math.abs(item.width), y, angle };
}

/** How far the text of each direction leans on the whole: a scanned page lies a little askew, and so do all of its lines. */
function leaningsOf(items: readonly TextItem[]): Map<number, number> {
  const groups = new Map<number, number[]>();
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const degrees = degreesOf(item);
    const angle = snapped(degrees);
    const leaning = ((degrees - angle + 540) % 360) - 180;
    const group = groups.get(angle);
    if (group === undefined) groups.set(angle, [leaning]);
    else group.push(leaning);
  }
  return new Map(
    [...groups].map(([angle, all]) => [angle, all.toSorted((one, other) => one - other)[all.length >> 1] ?? 0]),
  );
}

function degreesOf({ transform }: TextItem): number {
  const [a = 1, b = 0] = finite(transform);
  return (Math.atan2(b, a) * 180) / Math.PI;
}

function finite(transform: readonly number[]): number[] {
  return transform.map((number) => (Number.isFinite(number) ? number : 0));
}

function snapped(degrees: number): number {
  const right = Math.round(degrees / 90) * 90;
  if (Math.abs(degrees - right) <= LEANING_DEGREES) return right === -180 ? 180 : right + 0;
  return Math.round(degrees / 15) * 15;
}
