import { Parser } from 'htmlparser2';

/** Elements inside each other that are kept track of; browsers stop at 512. */
const MOST_DEPTH = 1_000;

/** Elements whose content is not markup; they are always kept track of. */
const RAW = new Set('script style title textarea template iframe noembed noframes xmp plaintext'.split(' '));

/**
 * The parser with a bound on how deep elements stand in each other, since its cost per element grows with the depth.
 * Deeper elements close where they open; their text stays.
 */
export class BoundedParser extends Parser {
  /** Elements open now, kept by the owner as their events come. */
  depth = 0;
  #closing = false;
  /** Whether the tag at hand is too deep; settled once, since the parser asks twice for each. */
  #tooDeep = false;

  override onopentagname(start: number, endIndex: number): void {
    this.#tooDeep = this.depth > MOST_DEPTH;
    super.onopentagname(start, endIndex);
  }

  override onclosetag(start: number, endIndex: number): void {
    this.#closing = true;
    super.onclosetag(start, endIndex);
    this.#closing = false;
  }

  // The parser names a form inside a form '' and takes no notice of it.
  protected override isVoidElement(name: string): boolean {
    return super.isVoidElement(name) || (!this.#closing && this.#tooDeep && name !== '' && !RAW.has(name));
  }
}
