/** Words that a unit is made of, in lower case. */
const UNIT_WORDS = new Set(
  `% ‰ € $ £ ¥ k€ k$ m€ eur usd gbp chf jpy us$ euro euros dollars hundred thousand thousands million millions billion billions trillion
  mn bn mio mrd tsd k m in of per unit units pcs pieces number no count persons people heads fte
  g kg t kt mt mg µg l ml hl kl mm cm dm km m2 m² m3 m³ km2 km² km3 km³ ha ft in lb oz mi gal bbl
  s ms sec min h hr hrs hours days d a yr year years month months week weeks
  w kw mw gw kwp wh kwh mwh gwh twh j kj mj gj tj pj v kv a ma hz khz mhz ghz °c °f c f pa kpa bar db lx lm mol ppm ppb
  co2 co2e co₂ co₂e tco2 tco2e tco₂e kgco2e eq index x bytes kb mb gb tb`.split(/\s+/),
);

/** Whether a header's cell is a unit: `USD million`, `(kWh)`, `%`. */
export function isUnit(cell: string): boolean {
  const text = cell.trim();
  if (text === '' || text.length > 30) return false;
  if (/^[[(].{1,28}[\])]$/.test(text)) return true;
  return text
    .toLowerCase()
    .split(/[\s/·*,.()[\]-]+/)
    .filter((word) => word !== '')
    .every((word) => UNIT_WORDS.has(word));
}

/** Whether a line below a header gives units for its columns, and nothing else but empty cells. */
export function isUnitLine(cells: readonly string[]): boolean {
  const words = cells.filter((cell) => cell.trim() !== '');
  return words.length > 0 && words.every(isUnit);
}

/** The words of a column from all lines of its header, each once: `Revenue` over `USD million` is `Revenue USD million`. */
export function joinedHeader(lines: readonly (string | undefined)[]): string {
  const words: string[] = [];
  for (const line of lines) {
    const text = (line ?? '').trim().replace(/\s+/g, ' ');
    if (text !== '' && words.at(-1) !== text) words.push(text);
  }
  return words.join(' ');
}

/** Whether words that stand alone below a table are a note on it. */
export function isNote(text: string): boolean {
  return /^\s*(?:sources?|notes?|quellen?|hinweise?|anmerkung(?:en)?|remarks?|footnotes?|legend|disclaimer)\s*[:.]|^\s*(?:[*†‡¹²³]|\(\d\)|\[\d\]|\d\))\s*\S/i.test(
    text,
  );
}
