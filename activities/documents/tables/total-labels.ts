/** Labels that say nothing but that a row adds up others. */
const TOTAL =
  /^(?:(?:grand|sub|overall|net|gross|final|running|annual|report|sum)[\s-]*)?(?:totals?|subtotals?|sums?|σ|∑|summe|gesamtsumme|zwischensumme|gesamt|insgesamt|endsumme|total général|sous-total|somme|totale|totaal|suma)(?:\s*[:.]|\s+(?:of|for|in|over|der|des|de|du|per)\s.*|\s*\(.*\))?$/iu;
/** Labels that a category may have as well: `All ages`, `Total North`, `World`. */
const LOOSE =
  /^(?:total|all|overall|altogether|combined|both|alle|gesamt|insgesamt|summe|tous|toutes|ensemble)\b|\b(?:sub)?totals?:?$|\b(?:gesamt|insgesamt):?$/iu;
/** Nothing but the name of a mean or the like: `Max` begins names of people, and `media` is the press as well. */
const MEAN =
  /^(?:(?:overall|grand|annual|monthly|weekly|daily|group)\s+)?(?:averages?|avg\.?|mean|ø|durchschnitt|mittelwert|moyenne|promedio|median|min(?:imum)?|max(?:imum)?|count|anzahl)(?:\s*[:.]|\s+(?:of|for|over|per|all)\s.*|\s*\(.*\))?$/iu;
/** What every label has in it, since most cells have none of it. */
const HINT =
  /tot|sum|σ|∑|som|gesam|all|both|combin|ensem|tou|av[eg]|mean|ø|durch|mittel|moy|prom|med|m[ia][nx]|count|anz/iu;
const LONGEST = 80;

/** What a row's words claim it to be: surely a total, perhaps one, a mean, or nothing of these (null). */
export function labelOf(cells: readonly string[]): 'total' | 'perhaps' | 'mean' | null {
  let perhaps = false;
  for (const cell of cells) {
    if (cell === '' || cell.length > LONGEST || !HINT.test(cell)) continue;
    const words = cell.trim();
    if (MEAN.test(words)) return 'mean';
    if (TOTAL.test(words)) return 'total';
    if (LOOSE.test(words)) perhaps = true;
  }
  return perhaps ? 'perhaps' : null;
}
