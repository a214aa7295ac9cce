import { setImmediate as turn } from 'node:timers/promises';
import { DossierError } from '../../contract/failures.ts';
import type { ArtifactStore } from '../artifacts/port.ts';
import { type Names, noNames } from './hashes.ts';
import { namesInside } from './names-inside.ts';

const READS_AT_ONCE = 8;

/** What a walk has reached so far. */
export interface Walked {
  /** Every hash that was reached, of artifacts and of other things: what is in doubt counts as named. */
  reached: Set<string>;
  /** Those that can only be names of artifacts. */
  certain: Set<string>;
  /** Those of which there is no artifact, most of which are hashes of other things. */
  absent: Set<string>;
  foreign: Set<string>;
  altered: Set<string>;
  /** How many artifacts were looked into, and how many bytes of them were read. */
  artifacts: number;
  bytes: number;
}

/** How a walk is done. */
export interface WalkOptions {
  /** Read, and so verify, all bytes of everything that is reached; else only of what may name something. */
  whole?: boolean;
  /** What else is named where this hash is: the extraction of a document. */
  beside?(sha256: string): readonly string[];
  progress?(walked: Walked): void;
}

/** Nothing reached yet. */
export function nothingWalked(): Walked {
  const none = (): Set<string> => new Set();
  return { reached: none(), certain: none(), absent: none(), foreign: none(), altered: none(), artifacts: 0, bytes: 0 };
}

/** Artifacts that are named and gone. */
export function missingOf({ certain, absent }: Walked): Set<string> {
  return new Set([...certain].filter((sha256) => absent.has(sha256)));
}

/**
 * Walks from names to the artifacts that they name, to those that these name, and so on, each once; adds to `walked`.
 * Holds hashes, never contents, and gives up the turn between reads. Throws what reading throws, but for missing and altered artifacts.
 */
export async function walkNames(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  roots: AsyncIterable<Names> | Iterable<Names>,
  walked: Walked,
  options: WalkOptions = {},
): Promise<void> {
  const waiting: string[] = [];
  const take = (sha256: string): void => {
    if (walked.reached.has(sha256)) return;
    walked.reached.add(sha256);
    waiting.push(sha256);
    for (const other of options.beside?.(sha256) ?? []) take(other);
  };
  const add = ({ mentioned, certain, foreign }: Names): void => {
    for (const sha256 of foreign) walked.foreign.add(sha256);
    for (const sha256 of certain) walked.certain.add(sha256);
    for (const sha256 of mentioned) take(sha256);
    for (const sha256 of certain) take(sha256);
  };
  for await (const names of roots) {
    add(names);
    while (waiting.length > 0) {
      const some = waiting.splice(-READS_AT_ONCE);
      for (const inside of await Promise.all(some.map((sha256) => look(artifacts, sha256, walked, options))))
        if (inside !== null) add(inside);
      options.progress?.(walked);
      await turn();
    }
  }
}

async function look(
  artifacts: Pick<ArtifactStore, 'getStream'>,
  sha256: string,
  walked: Walked,
  { whole = false }: WalkOptions,
): Promise<Names | null> {
  try {
    const { names, bytes } = await namesInside(artifacts, sha256, { whole });
    walked.artifacts += 1;
    walked.bytes += bytes;
    return walked.foreign.has(sha256) ? { ...noNames(), mentioned: names.mentioned } : names;
  } catch (error) {
    if (!(error instanceof DossierError)) throw error;
    if (error.code === 'artifact-not-found') walked.absent.add(sha256);
    else if (error.code === 'artifact-corrupt') walked.altered.add(sha256);
    else throw error;
    return null;
  }
}
