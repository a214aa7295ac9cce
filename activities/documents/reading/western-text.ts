import { TextDecoder } from 'node:util';

/** Said of a text that was read as Windows-1252. */
export const WESTERN_REMARK =
  'The file is not UTF-8; it was read as Windows-1252, as older Western European programs write it. Where letters look wrong, save it as UTF-8 and attach it again.';

const LETTER = 'a-zß-öø-ÿšžœ';
/** Marks and capitals in the middle of a word: what letters of other old encodings turn into. Apostrophes and dashes do stand there. */
const ODD_INSIDE_WORDS = new RegExp(`[${LETTER}][‚ƒ„…†‡ˆ‰ŠŽŸ‹“”•˜™¡¢£¤¥¦¨©¬¯±³´¶¸¹¼½¾¿×÷À-ÖØ-Þ][${LETTER}]`);
/** Bytes that Windows-1252 leaves open, and those that are a letter in UTF-8. */
const NO_WESTERN = /[\x81\x8d\x8f\x90\x9d]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}/;

/**
 * Reads bytes as Windows-1252 where they are surely that; null otherwise. Letters beyond ASCII must be few, as they are in Western
 * languages, and stand where letters do. Greek, Cyrillic, Asian and DOS texts fail that; Central European and Turkish ones mostly.
 */
export function westernText(bytes: Uint8Array): string | null {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (NO_WESTERN.test(raw)) return null;
  const text = new TextDecoder('windows-1252').decode(bytes);
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  const beyond = text.match(/[À-ÖØ-öø-ÿŠšŽžŒœŸ]/g)?.length ?? 0;
  return beyond * 2 > letters || ODD_INSIDE_WORDS.test(text) ? null : text;
}
