const LINK = /!?\[(?<label>(?:[^[\]]|\[[^\]]*\])*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*\)/g;

/**
 * Markdown as a person reads it: a link is its label, code and emphasis are their words, and a block quotation loses its marks.
 * No word is added or changed.
 */
export function asRead(markdown: string): string {
  return markdown
    .replace(/\n\s*(?:>\s?)+/g, '\n')
    .replace(LINK, '$<label>')
    .replace(/(?<!`)`([^`]+)`(?!`)/g, '$1')
    .replace(/(?<![\p{L}\p{N}*])\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)([^_\n]+?)(?<=\S)__(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}*_\\])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2');
}
