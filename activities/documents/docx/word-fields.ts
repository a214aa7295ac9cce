/** Follows the fields of a document, of which only the result is seen. */
export class WordFields {
  readonly #open: ('code' | 'result')[] = [];
  #codes = 0;

  /** Whether text at this place belongs to a field's code. */
  get inCode(): boolean {
    return this.#codes > 0;
  }

  mark(type: string): void {
    if (type === 'begin') this.#push('code');
    else if (type === 'separate') {
      if (this.#pop() !== undefined) this.#push('result');
    } else if (type === 'end') this.#pop();
  }

  /** A code that a paragraph does not end was never meant as one: what follows is text. */
  endParagraph(): void {
    if (this.#codes === 0) return;
    this.#codes = 0;
    this.#open.fill('result');
  }

  #push(state: 'code' | 'result'): void {
    this.#open.push(state);
    if (state === 'code') this.#codes += 1;
  }

  #pop(): 'code' | 'result' | undefined {
    const state = this.#open.pop();
    if (state === 'code') this.#codes -= 1;
    return state;
  }
}
