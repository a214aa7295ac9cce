import type { ArtifactRef } from '../../contract/artifact.ts';
import { sha256OfText } from '../../contract/hash.ts';

/** An artifact ref that needs no store: its hash is that of its title. */
export function fakeRef(title: string): ArtifactRef {
  return { sha256: sha256OfText(title), bytes: title.length, mediaType: 'application/json', title };
}
