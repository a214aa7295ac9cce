import { canonicalJson, sha256OfJson } from './hash.ts';

/** Digits of a part's hash: enough to tell what was altered; that something was is the seal's to tell. */
const PART_DIGITS = 16;

type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function without(value: Members, ...names: string[]): Members {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

type Part = [place: string, value: unknown];

/** A value's elements, each a part of its own; anything else is one part. */
function elements(place: string, value: unknown): Part[] {
  return Array.isArray(value) ? value.map((one, at): Part => [`${place}[${at}]`, one]) : [[place, value]];
}

/** A source without its passages and tables, then each of those. */
function sourceParts(place: string, source: unknown): Part[] {
  if (!isMembers(source)) return [[place, source]];
  return [
    [place, without(source, 'passages', 'tables')],
    ...elements(`${place}.passages`, source.passages ?? null),
    ...elements(`${place}.tables`, source.tables ?? null),
  ];
}

/** The members of an object, lists among them element by element. */
function memberParts(place: string, value: unknown): Part[] {
  if (!isMembers(value)) return [[place, value ?? null]];
  return Object.entries(value).flatMap(([name, content]) => elements(`${place}.${name}`, content));
}

function topParts(name: string, value: unknown): Part[] {
  if (name === 'sources') return elements(name, value).flatMap(([place, source]) => sourceParts(place, source));
  if (name !== 'report' || !isMembers(value)) return elements(name, value);
  const { draft, original, ...others } = without(value, 'parts', 'seal');
  return [
    ...Object.entries(others).flatMap(([member, content]) => elements(`report.${member}`, content)),
    ...memberParts('report.draft', draft),
    ...memberParts('report.original', original),
  ];
}

/** The hashes of all parts of a bundle by their places; takes anything that JSON gives. */
export function partsOf(bundle: Members): Record<string, string> {
  const parts = Object.entries(bundle).flatMap(([name, value]) => topParts(name, value));
  return Object.fromEntries(parts.map(([place, value]) => [place, sha256OfJson(value).slice(0, PART_DIGITS)]));
}

/** The seal that a bundle must carry. It finds accidental or careless alteration, not a forger who computes it anew. */
export function sealOf(bundle: Members): string {
  const { report } = bundle;
  return sha256OfJson(isMembers(report) ? { ...bundle, report: without(report, 'seal') } : bundle);
}

/** What `sealed` adds. */
interface Sealed {
  parts: Record<string, string>;
  seal: string;
}

/** Puts the hashes of the parts and the seal into a finished bundle. */
export function sealed<Bundle extends { report: object }>(
  bundle: Bundle,
): Bundle & { report: Bundle['report'] & Sealed } {
  // Hashed as it will be read: what JSON drops is no part of it.
  const read: unknown = JSON.parse(canonicalJson(bundle));
  const parts = isMembers(read) ? partsOf(read) : {};
  const withParts = { ...bundle, report: { ...bundle.report, parts } };
  return { ...withParts, report: { ...withParts.report, seal: sealOf(withParts) } };
}
