/** Many claims rest on few passages: so many texts are kept with what was read from them. */
const MOST_TEXTS = 500;
/** Shorter texts are read as fast as they are looked up. */
const FEWEST_CHARS = 80;

/** A pure reading of texts that remembers what it gave for the last few hundred. Callers must not change what they get. */
export function remembered<Read>(read: (text: string) => Read): (text: string) => Read {
  const known = new Map<string, Read>();
  return (text) => {
    if (text.length < FEWEST_CHARS) return read(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_TEXTS) known.clear();
    const found = read(text);
    known.set(text, found);
    return found;
  };
}
