/** A piece of HTML that is safe to put into a page. Only this file makes one of text. */
export interface Html {
  readonly html: string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Escapes text for elements and for quoted attributes. Characters that HTML forbids become U+FFFD. */
export function escapeHtml(text: string): string {
  const allowed = text.replace(/[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}/gu, '\ufffd');
  return allowed.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A template whose values are escaped, unless they are `Html` already; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: (string | number | Html | readonly Html[])[]): Html {
  const parts = values.map((value) => {
    if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
    return 'html' in value ? value.html : value.map((piece) => piece.html).join('');
  });
  return { html: strings.reduce((page, text, at) => `${page}${parts[at - 1] ?? ''}${text}`) };
}

/** No HTML at all. */
export const NOTHING: Html = { html: '' };
