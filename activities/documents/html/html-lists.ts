import { letterNumeral, romanNumeral } from '../flow/list-marks.ts';

interface OpenList {
  /** Its numbers' form as HTML's `type` has it, or null where its items have dots. */
  form: string | null;
  next: number;
  step: number;
}

/** The lists that are open at a place of a page, and the mark of the item at hand. */
export class HtmlLists {
  readonly #open: OpenList[] = [];
  #mark: string | null = null;
  #startsItem = false;

  /** How deep the place is in lists, from 0; -1 outside of them. */
  get depth(): number {
    return this.#open.length - 1;
  }

  begin(name: string, attributes: Record<string, string>): void {
    const start = Number.parseInt(attributes.start ?? '1', 10);
    const form = name === 'ol' ? (attributes.type ?? '1') : null;
    const step = attributes.reversed === undefined ? 1 : -1;
    this.#open.push({ form, next: Number.isSafeInteger(start) ? start : 1, step });
  }

  end(): void {
    this.#open.pop();
  }

  item(attributes: Record<string, string>): void {
    this.#startsItem = true;
    const list = this.#open.at(-1);
    if (list === undefined) return;
    const value = Number.parseInt(attributes.value ?? '', 10);
    if (Number.isSafeInteger(value)) list.next = value;
    this.#mark = list.form === null ? '-' : `${numeral(list.next, list.form)}.`;
    list.next += list.step;
  }

  /** A term of a definition list, or what it says; neither has a mark. */
  definition(isTerm: boolean): void {
    this.#mark = null;
    this.#startsItem = isTerm;
  }

  /** What stands before the next block of the item, once. */
  takeMark(): { mark: string | null; startsUnit: boolean } {
    const taken = { mark: this.#mark, startsUnit: this.#startsItem };
    this.#mark = null;
    this.#startsItem = false;
    return taken;
  }
}

function numeral(count: number, form: string): string {
  switch (form) {
    case 'a':
      return letterNumeral(count);
    case 'A':
      return letterNumeral(count).toUpperCase();
    case 'i':
      return romanNumeral(count);
    case 'I':
      return romanNumeral(count).toUpperCase();
    default:
      return String(count);
  }
}
