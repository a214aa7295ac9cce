import type { FlowEvent } from '../flow/flow-event.ts';
import { symbolCharacter } from './symbols.ts';
import { WordFields } from './word-fields.ts';
import { mathCloses, mathOpens, WordMath } from './word-math.ts';
import { emptyParagraph, type OpenParagraph, paragraphBlock, type WordContext } from './word-paragraph.ts';
import { WordTables } from './word-tables.ts';
import { type Attributes, isOn, type XmlListener } from './xml-part.ts';

/** Elements whose content is not seen: what was deleted or moved away, codes, former properties, how a word is spoken (ruby), and the second form of what stands twice. */
const UNSEEN = new Set(
  (
    'del moveFrom delText delInstrText instrText Fallback pPrChange rPrChange tblPrChange tcPrChange trPrChange sectPrChange ' +
    'tblPrExChange tblGridChange numberingChange sdtPr sdtEndPr sectPr tblGrid binData rt'
  ).split(' '),
);
const TRACKED = new Set(['ins', 'del', 'moveFrom', 'moveTo']);
/** Text boxes inside each other that are kept in their place; deeper ones come where they end. */
const MOST_BOXES = 20;

/** Turns the XML of a Word document, a note or a header into the flow of what it shows. Take what `events` holds between pieces. */
export class WordFlow implements XmlListener {
  events: FlowEvent[] = [];
  /** Whether changes are tracked that nobody accepted or rejected. */
  hasTrackedChanges = false;
  /** Characters that are formatted as hidden. */
  hidden = 0;
  readonly #context: WordContext;
  readonly #paragraphs: OpenParagraph[] = [];
  readonly #tables = new WordTables((event) => this.#emit(event));
  readonly #fields = new WordFields();
  readonly #math = new WordMath();
  /** Whether each open run is hidden. */
  readonly #runs: boolean[] = [];
  readonly #noteNumbers = { footnote: new Map<string, number>(), endnote: new Map<string, number>() };
  #notes: FlowEvent[] = [];
  #unseen = 0;
  #dropCap = '';
  #inProperties = false;
  #inRowProperties = false;
  #inText = false;

  constructor(context: WordContext) {
    this.#context = context;
  }

  open(name: string, attributes: Attributes): void {
    if (TRACKED.has(name) && this.#unseen === 0) this.#tracked(name);
    if (this.#unseen > 0 || UNSEEN.has(name)) {
      this.#unseen += 1;
      return;
    }
    this.#tables.open(name, attributes);
    if (mathOpens(name)) this.#math.begin();
    if (this.#math.isOpen) this.#add(this.#math.open(name, attributes));
    if (this.#inProperties) this.#paragraphProperty(name, attributes);
    else this.#content(name, attributes);
  }

  close(name: string): void {
    if (this.#unseen > 0) {
      this.#unseen -= 1;
      return;
    }
    if (this.#math.isOpen) this.#add(this.#math.close(name));
    if (mathCloses(name)) this.#math.end();
    switch (name) {
      case 'p':
        this.#endParagraph();
        break;
      case 'pPr':
        this.#inProperties = false;
        break;
      case 'trPr':
        this.#inRowProperties = false;
        break;
      case 'r':
        this.#runs.pop();
        break;
      case 't':
        this.#inText = false;
        break;
    }
    this.#tables.close(name);
    if (name === 'tbl') this.#placeNotes();
  }

  text(text: string): void {
    if (this.#inText && this.#unseen === 0) this.#add(text);
  }

  #content(name: string, attributes: Attributes): void {
    switch (name) {
      case 'p':
        this.#tables.beginContent();
        this.#paragraphs.push(emptyParagraph());
        break;
      case 'pPr':
        this.#inProperties = true;
        break;
      case 'trPr':
        this.#inRowProperties = true;
        break;
      case 'r':
        this.#runs.push(false);
        break;
      case 'vanish':
        if (this.#runs.length > 0) this.#runs.splice(-1, 1, isOn(attributes));
        break;
      case 't':
        this.#inText = true;
        break;
      case 'fldChar':
        this.#fields.mark(attributes.fldCharType ?? '');
        break;
      case 'docPr':
        this.#anchored(attributes.descr);
        break;
      case 'textpath':
        this.#anchored(attributes.string);
        break;
      default:
        if (this.#runs.length > 0) this.#character(name, attributes);
    }
  }

  /** What stands for characters inside a run. */
  #character(name: string, attributes: Attributes): void {
    if (name === 'footnoteReference') this.#reference('footnote', attributes.id ?? '');
    else if (name === 'endnoteReference') this.#reference('endnote', attributes.id ?? '');
    else this.#add(characterOf(name, attributes));
  }

  #paragraphProperty(name: string, attributes: Attributes): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    const value = attributes.val ?? '';
    if (name === 'pStyle') paragraph.style = value;
    if (name === 'outlineLvl') paragraph.outline = Number.parseInt(value, 10) || 0;
    if (name === 'numId') paragraph.numId = value;
    if (name === 'ilvl') paragraph.level = Number.parseInt(value, 10) || 0;
    if (name === 'framePr') paragraph.isDropCap = /^(?:drop|margin)$/.test(attributes.dropCap ?? '');
  }

  #tracked(name: string): void {
    this.hasTrackedChanges = true;
    if (name === 'del' && this.#inRowProperties) this.#tables.deleteRow();
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (text === '' || paragraph === undefined || this.#fields.inCode || this.#tables.inDeletedRow) return;
    if (this.#runs.at(-1) === true) this.hidden += text.trim().length;
    else paragraph.parts.push(text);
  }

  /** Words about what is anchored here, such as those that describe an image. */
  #anchored(words: string | undefined): void {
    const text = (words ?? '').trim();
    if (text !== '' && this.#paragraphs.length > 0) this.#emit({ kind: 'paragraph', text, indexed: true });
  }

  #reference(kind: 'footnote' | 'endnote', id: string): void {
    const text = this.#context.notes.get(`${kind} ${id}`);
    if (text === undefined || this.#fields.inCode || this.#tables.inDeletedRow) return;
    const numbers = this.#noteNumbers[kind];
    const isNew = !numbers.has(id);
    if (isNew) numbers.set(id, numbers.size + 1);
    const mark = `[${kind === 'footnote' ? 'note' : 'endnote'} ${numbers.get(id)}]`;
    this.#add(mark);
    if (isNew) this.#notes.push({ kind: 'paragraph', text: `${mark} ${text}`, indexed: true });
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    if (paragraph === undefined) return;
    this.#fields.endParagraph();
    // A large first letter is a paragraph of its own before the one that it begins.
    if (paragraph.isDropCap) this.#dropCap = paragraph.parts.join('');
    if (paragraph.isDropCap) return;
    paragraph.parts.unshift(this.#dropCap);
    this.#dropCap = '';
    const block = paragraphBlock(paragraph, this.#context);
    if (block !== null) this.#emit(block);
    for (const event of paragraph.after) this.#emit(event);
    this.#placeNotes();
  }

  /** Notes follow the paragraph or the whole table that refers to them. */
  #placeNotes(): void {
    if (this.#tables.isInside || this.#paragraphs.length > 0) return;
    const notes = this.#notes;
    this.#notes = [];
    for (const note of notes) this.#emit(note);
  }

  #emit(event: FlowEvent): void {
    const outer = this.#paragraphs.length <= MOST_BOXES ? this.#paragraphs.at(-1) : undefined;
    if (outer === undefined) this.events.push(event);
    else outer.after.push(event);
  }
}

/** The character that an element of a run stands for, or nothing. */
function characterOf(name: string, attributes: Attributes): string {
  switch (name) {
    case 'tab':
    case 'ptab':
      return '\t';
    case 'br':
    case 'cr':
      return '\n';
    case 'noBreakHyphen':
      return '-';
    case 'sym':
      return symbolCharacter(attributes.font ?? '', attributes.char ?? '');
    default:
      return '';
  }
}
