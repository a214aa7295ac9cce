import type { FlowEvent } from '../flow/flow-event.ts';
import { BoundedParser } from './bounded-parser.ts';
import { isBlockElement, REGION, regionOf } from './element-kinds.ts';
import { buttonText, headingLevel, isListElement, tableEvent } from './html-elements.ts';
import { HtmlLists } from './html-lists.ts';
import { InlineText } from './inline-text.ts';

/** Which regions of a page count as what; `surveyHtml` tells. */
export interface RegionPolicy {
  /** Whether what the page hides is read all the same. */
  readHidden: boolean;
  /** Bits of the regions that are read but not searched. */
  quiet: number;
}

/** Characters that a page has by region, for the survey. */
export interface RegionCounts {
  shown: number;
  hidden: number;
  main: number;
  aside: number;
}

/** Turns a page's markup into the flow of what it shows, piece by piece: `write`, then take what `events` holds. */
export class HtmlFlow {
  events: FlowEvent[] = [];
  title = '';
  hasTopHeading = false;
  readonly counts: RegionCounts = { shown: 0, hidden: 0, main: 0, aside: 0 };
  readonly #policy: RegionPolicy;
  readonly #parser: BoundedParser;
  readonly #regions: number[] = [0];
  readonly #text = new InlineText();
  readonly #lists = new HtmlLists();
  #heading = 0;
  /** The tables that are open, and whether each is in its head. */
  readonly #heads: boolean[] = [];
  #inTitle = false;
  #inCaption = false;

  constructor(policy: RegionPolicy) {
    this.#policy = policy;
    this.#parser = new BoundedParser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      onclosetag: (name) => this.#close(name),
      ontext: (text) => this.#characters(text),
    });
  }

  write(piece: string): void {
    this.#parser.write(piece);
  }

  end(): void {
    this.#parser.end();
    this.#flush();
  }

  get #region(): number {
    return this.#regions.at(-1) ?? 0;
  }

  get #unread(): boolean {
    return (this.#region & REGION.never) !== 0 || ((this.#region & REGION.hidden) !== 0 && !this.#policy.readHidden);
  }

  #open(name: string, attributes: Record<string, string>): void {
    const outer = this.#region;
    const region = outer | regionOf(name, attributes);
    const changes = ((region ^ outer) & this.#policy.quiet) !== 0;
    if (isBlockElement(name) || changes) this.#flush();
    this.#regions.push(region);
    this.#parser.depth = this.#regions.length;
    if (name === 'title') this.#inTitle = this.title === '' && (outer & REGION.never) === 0;
    else if (!this.#unread) this.#opened(name, attributes);
  }

  #opened(name: string, attributes: Record<string, string>): void {
    if (isListElement(name)) this.#lists.begin(name, attributes);
    if (headingLevel(name) > 0) this.#heading = headingLevel(name);
    if (name === 'h1') this.hasTopHeading = true;
    if (name === 'br') this.#text.lineBreak();
    if (name === 'q') this.#text.add('"', false);
    if (name === 'rt') this.#text.add('(', false);
    if (name === 'img' || name === 'area') this.#alternative(attributes.alt);
    if (name === 'input') this.#alternative(buttonText(attributes));
    if (name === 'li') this.#lists.item(attributes);
    if (name === 'dt' || name === 'dd') this.#lists.definition(name === 'dt');
    if (name === 'caption') this.#inCaption = true;
    this.#table(name, attributes);
  }

  #close(name: string): void {
    const unread = this.#unread;
    if (name === 'title') this.#inTitle = false;
    const changes = ((this.#region ^ (this.#regions.at(-2) ?? 0)) & this.#policy.quiet) !== 0;
    if (name === 'q' && !unread) this.#text.add('"', false);
    if (name === 'rt' && !unread) this.#text.add(')', false);
    if (isBlockElement(name) || changes) this.#flush();
    if (this.#regions.length > 1) this.#regions.pop();
    this.#parser.depth = this.#regions.length;
    if (unread) return;
    if (isListElement(name)) this.#lists.end();
    if (headingLevel(name) > 0) this.#heading = 0;
    if (name === 'caption') this.#inCaption = false;
    if (name === 'thead') this.#heads.splice(-1, 1, false);
    if (name === 'table' && this.#heads.pop() !== undefined) this.events.push({ kind: 'table-end' });
  }

  #table(name: string, attributes: Record<string, string>): void {
    if (name === 'table') this.#heads.push(false);
    if (this.#heads.length === 0) return;
    if (name === 'thead' || name === 'tbody' || name === 'tfoot') this.#heads.splice(-1, 1, name === 'thead');
    const event = tableEvent(name, attributes, this.#heads.at(-1) ?? false);
    if (event !== null) this.events.push(event);
  }

  #characters(text: string): void {
    if (this.#inTitle) {
      if (this.title.length < 1_000) this.title += text;
      return;
    }
    if ((this.#region & REGION.never) !== 0) return;
    this.#count(text);
    if (!this.#unread) this.#text.add(this.#noteMark(text) ?? text, (this.#region & REGION.verbatim) !== 0);
  }

  /** A raised number that leads to a note, told from the number before it: `in 2024` and note 1 are not 2024.1. */
  #noteMark(text: string): string | null {
    const marks = REGION.jump | REGION.raised;
    const mark = (this.#region & marks) === marks ? /^\s*(\d{1,4})\s*$/.exec(text)?.[1] : undefined;
    return mark === undefined ? null : `[note ${mark}]`;
  }

  #count(text: string): void {
    const letters = text.trim().length;
    if ((this.#region & REGION.hidden) !== 0) this.counts.hidden += letters;
    else this.counts.shown += letters;
    if ((this.#region & REGION.main) !== 0) this.counts.main += letters;
    if ((this.#region & REGION.aside) !== 0) this.counts.aside += letters;
  }

  #alternative(words: string | undefined): void {
    if (words !== undefined && words.trim() !== '') this.#text.add(` ${words} `, false);
  }

  /** Ends the block at hand, if it has any text. */
  #flush(): void {
    const taken = this.#text.take();
    if (taken === null) return;
    const { text, verbatim } = taken;
    const indexed = this.#isIndexed();
    if (this.#inCaption) this.events.push({ kind: 'caption', text });
    else if (this.#heading > 0) this.events.push({ kind: 'heading', level: this.#heading, text, indexed });
    else if (verbatim) this.events.push({ kind: 'verbatim', text, indexed });
    else if (this.#lists.depth >= 0)
      this.events.push({ kind: 'item', text, depth: this.#lists.depth, ...this.#lists.takeMark(), indexed });
    else this.events.push({ kind: 'paragraph', text, indexed });
  }

  /** The main content is searched even where it holds a header of its own. */
  #isIndexed(): boolean {
    const region = this.#region;
    const counted = (region & REGION.main) === 0 ? region : region & ~REGION.edge;
    return (counted & this.#policy.quiet) === 0;
  }
}
