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

  override onclosetag(start: number, endIndex: number): void {
    this.#closing = true;
    super.onclosetag(start, endIndex);
    this.#closing = false;
  }

  protected override isVoidElement(name: string): boolean {
    return super.isVoidElement(name) || (!this.#closing && this.depth > MOST_DEPTH && !RAW.has(name));
  }
}
