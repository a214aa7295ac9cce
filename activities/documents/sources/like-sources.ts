import type { Source } from '../../../contract/evidence/source.ts';
import type { TakenDocument } from './taken-in.ts';

/** Characters of a remark that names others, and how many such remarks a source gets; both well below what a source may hold. */
const REMARK_CHARS = 480;
const MOST_REMARKS = 20;
/** Most remarks of a source, by its contract. */
const MOST_OF_ALL = 50;

interface Kept {
  at: number;
  first: TakenDocument;
  again: TakenDocument[];
}

/**
 * Finds what was given more than once: the same bytes that the same reader would read, or the same page by several addresses. Read as
 * sources of their own they would be equal tables and equal passages, of which nobody could say which is meant.
 */
export class LikeSources {
  readonly #kept = new Map<string, Kept>();

  /** Notes that a document became the source at this place. */
  keep(at: number, first: TakenDocument, extractor: string): void {
    const kept = { at, first, again: [] };
    for (const key of keysOf(first, extractor)) this.#kept.set(key, kept);
  }

  /** Whether this is one that was kept already, which is noted then. */
  take(document: TakenDocument, extractor: string): boolean {
    const keys = keysOf(document, extractor);
    const kept = keys.map((key) => this.#kept.get(key)).find((one) => one !== undefined);
    if (kept === undefined) return false;
    kept.again.push(document);
    for (const key of keys) this.#kept.set(key, this.#kept.get(key) ?? kept);
    return true;
  }

  /** The sources with remarks that name what else each was given as. */
  remarkedOn(sources: readonly Source[]): Source[] {
    const remarked = [...sources];
    for (const { at, first, again } of new Set(this.#kept.values())) {
      const source = sources[at];
      if (source?.status !== 'read' || again.length === 0) continue;
      const remarks = remarksOf(first, again);
      const own = (source.remarks ?? []).slice(0, MOST_OF_ALL - remarks.length);
      remarked[at] = { ...source, remarks: [...own, ...remarks] };
    }
    return remarked;
  }
}

function keysOf({ attachment }: TakenDocument, extractor: string): string[] {
  const bytes = `${attachment.artifact.sha256} ${extractor}`;
  return attachment.fetched === undefined ? [bytes] : [bytes, attachment.fetched.address];
}

function remarksOf(first: TakenDocument, again: readonly TakenDocument[]): string[] {
  const address = first.attachment.fetched?.address;
  const isSamePage = (one: TakenDocument): boolean =>
    address !== undefined && one.attachment.fetched?.address === address;
  const led = again.filter(isSamePage).map(nameOf);
  const equal = again.filter((one) => !isSamePage(one)).map(nameOf);
  return [
    ...listed('Addresses that lead to this page: ', led.length === 0 ? [] : [nameOf(first), ...led]),
    ...listed('The same content, read once, was also given as: ', equal),
  ];
}

function nameOf({ attachment, asked }: TakenDocument): string {
  return asked ?? attachment.name;
}

/** The names in as many remarks as they need, the rest counted where that would be too many. */
function listed(head: string, names: readonly string[]): string[] {
  const remarks: string[] = [];
  let line = '';
  for (const [at, name] of names.entries()) {
    const shown = name.length > 400 ? `${name.slice(0, 399)}…` : name;
    if (line !== '' && line.length + shown.length + 2 > REMARK_CHARS) {
      remarks.push(`${line}.`);
      line = '';
      if (remarks.length === MOST_REMARKS) return [...remarks, `And ${names.length - at} more.`];
    }
    line = line === '' ? `${head}${shown}` : `${line}, ${shown}`;
  }
  return line === '' ? remarks : [...remarks, `${line}.`];
}
