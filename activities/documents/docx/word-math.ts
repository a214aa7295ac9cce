import type { Attributes } from './xml-part.ts';

/** Whether an element begins an equation. */
export function mathOpens(name: string): boolean {
  return name === 'oMath';
}

/** Whether the end of an element ends an equation. */
export function mathCloses(name: string): boolean {
  return name === 'oMath';
}

/** Writes equations in one line, so that `x²` reads `x^2` and not `x2`, and a fraction has its stroke. */
export class WordMath {
  #depth = 0;
  #delimiters: { begin: string; end: string }[] = [];
  /** Sign of the sum or integral whose properties are being read. */
  #sign: string | null = null;

  get isOpen(): boolean {
    return this.#depth > 0;
  }

  begin(): void {
    this.#depth += 1;
  }

  end(): void {
    this.#depth = Math.max(0, this.#depth - 1);
  }

  /** What an element writes where it begins. */
  open(name: string, attributes: Attributes): string {
    const delimiters = this.#delimiters.at(-1);
    switch (name) {
      case 'num':
        return '(';
      case 'den':
        return '/(';
      case 'sup':
        return '^';
      case 'sub':
        return '_';
      case 'rad':
        return '√';
      case 'd':
        this.#delimiters.push({ begin: '(', end: ')' });
        return '';
      case 'begChr':
        if (delimiters !== undefined) delimiters.begin = attributes.val ?? '';
        return '';
      case 'endChr':
        if (delimiters !== undefined) delimiters.end = attributes.val ?? '';
        return '';
      case 'naryPr':
        this.#sign = '∫';
        return '';
      case 'chr':
        if (this.#sign !== null) this.#sign = attributes.val ?? '';
        return '';
      default:
        return '';
    }
  }

  /** What an element writes where it ends. */
  close(name: string): string {
    switch (name) {
      case 'num':
      case 'den':
        return ')';
      case 'dPr':
        return this.#delimiters.at(-1)?.begin ?? '';
      case 'd':
        return this.#delimiters.pop()?.end ?? '';
      case 'naryPr': {
        const sign = this.#sign ?? '';
        this.#sign = null;
        return sign;
      }
      default:
        return '';
    }
  }
}
