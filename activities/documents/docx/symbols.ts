/** Characters of the symbol fonts that office documents use most, by the low byte of their code. */
const WINGDINGS: Readonly<Record<number, string>> = {
  74: '☺',
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  114: '❒',
  118: '❖',
  167: '▪',
  168: '◻',
  216: '➢',
  223: '←',
  224: '→',
  232: '➔',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};

const SYMBOL = '!∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const SYMBOL_HIGH: Readonly<Record<number, string>> = {
  162: '′',
  163: '≤',
  165: '∞',
  171: '↔',
  172: '←',
  174: '→',
  176: '°',
  177: '±',
  178: '″',
  179: '≥',
  180: '×',
  181: '∝',
  182: '∂',
  183: '•',
  184: '÷',
  185: '≠',
  186: '≡',
  187: '≈',
  188: '…',
  210: '®',
  211: '©',
  212: '™',
  213: '∏',
  214: '√',
  229: '∑',
  242: '∫',
};

/** The character that a symbol of a font shows, or a white square where the font is not known. */
export function symbolCharacter(font: string, code: string): string {
  const point = Number.parseInt(code, 16);
  if (Number.isNaN(point) || point < 32 || point > 0xffff) return '';
  const isPrivate = point >= 0xf000 && point <= 0xf0ff;
  const low = point & 0xff;
  if (/^wingdings$/i.test(font)) return WINGDINGS[low] ?? '□';
  if (/^symbol$/i.test(font) && (isPrivate || point < 256))
    return (low >= 0x21 && low < 0x7f ? SYMBOL[low - 0x21] : SYMBOL_HIGH[low]) ?? '□';
  return isPrivate || (point >= 0xd800 && point < 0xf900) ? '□' : String.fromCharCode(point);
}
