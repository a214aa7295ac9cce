import { artifactRefSchema } from '../../contract/artifact.ts';

/** Names that stand in something that is kept. */
export interface Names {
  /** Every hash in its text, whatever it is the hash of: an artifact of that name, if there is one, may be needed. */
  mentioned: Set<string>;
  /** Hashes that can only be names of artifacts: one of these that is missing is lost. */
  certain: Set<string>;
  /** Documents that people gave or pages that were read: what stands in them is not ours, so that it names nothing for certain. */
  foreign: Set<string>;
}

const HASH = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
const IS_HASH = /^[0-9a-f]{64}$/;
/** Media types in which we write what names artifacts. */
const OURS = new Set(['application/json', 'application/jsonl', 'application/gzip']);
/** Fields that hold bare names: the conversation of an item, and what its tools gave. */
const BARE = new Set(['transcript', 'results', 'messages']);

/** No names yet. */
export function noNames(): Names {
  return { mentioned: new Set(), certain: new Set(), foreign: new Set() };
}

/** Adds every hash of a text. */
export function addMentioned(names: Names, text: string): void {
  for (const [hash] of text.matchAll(HASH)) names.mentioned.add(hash);
}

/** Adds what a JSON value names as artifacts: refs, and bare names in the fields that hold such. */
export function addCertain(names: Names, value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  const ref = artifactRefSchema.safeParse(value);
  if (ref.success) {
    names.certain.add(ref.data.sha256);
    if (!OURS.has(ref.data.mediaType)) names.foreign.add(ref.data.sha256);
  }
  for (const [key, inner] of Object.entries(value)) {
    if (BARE.has(key)) addBare(names, inner);
    addCertain(names, inner);
  }
}

function addBare(names: Names, value: unknown): void {
  if (typeof value === 'string' && IS_HASH.test(value)) names.certain.add(value);
  else if (value !== null && typeof value === 'object')
    for (const inner of Object.values(value))
      if (typeof inner === 'string' && IS_HASH.test(inner)) names.certain.add(inner);
}

/** Adds all names in a text; where it is JSON, also which of them must be artifacts. */
export function addNames(names: Names, text: string): void {
  addMentioned(names, text);
  try {
    addCertain(names, JSON.parse(text));
  } catch {
    // Text that is no JSON names nothing for certain.
  }
}
