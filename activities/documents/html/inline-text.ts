/** Gathers the text of one block: white space as it is rendered, or raw where it is preformatted. */
export class InlineText {
  #parts: string[] = [];
  #verbatim = false;

  add(text: string, verbatim: boolean): void {
    if (verbatim) this.#verbatim = true;
    this.#parts.push(verbatim ? text : text.replace(/[ \t\n\r\f]+/g, ' '));
  }

  /** A line's end that the page asks for. */
  lineBreak(): void {
    this.#parts.push('\n');
  }

  /** Takes the text out; null where there is nothing to see. Soft hyphens are not seen. */
  take(): { text: string; verbatim: boolean } | null {
    if (this.#parts.length === 0) return null;
    const verbatim = this.#verbatim;
    const raw = this.#parts.join('').replaceAll('\u00ad', '').replaceAll('\0', '');
    this.#parts = [];
    this.#verbatim = false;
    const text = verbatim
      ? trimmedLines(raw)
      : raw
          .replace(/ {2,}/g, ' ')
          .replace(/ ?\n ?/g, '\n')
          .trim();
    return text.trim() === '' ? null : { text, verbatim };
  }
}

/** Preformatted text without the empty lines around it; its indents stay. */
function trimmedLines(raw: string): string {
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}
