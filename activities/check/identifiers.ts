/** Nouns behind which a number names a thing instead of counting something: `unit number 50`, `box 77`, `Table 3`. */
const NAMING =
  'number|no|nr|unit|box|table|figure|fig|section|chapter|article|clause|paragraph|page|item|room|step|line|lot|part|phase|volume|issue|appendix|annex|building|gate|pier|berth|quay|route|case|order|invoice|ticket|job|id|ref|batch|serial|level|class|grade|zone|area|site|plot|pump|turbine|panel|sensor|meter|tank|version|release|entry|row|question|requirement|control|test|group|team|shift|account|contract|flight|platform|bus|train|house|flat|floor|ward|district|region';
/** A number, code or letter that names; `3,900` counts and `3.1` may be a section. */
const NAME = String.raw`(?:\d+(?:\.\d+)*(?!\d|[,.]\d)|[A-Z]{0,4}-?\d+[A-Za-z]?)`;
const NAMED = [
  new RegExp(String.raw`\b(?:${NAMING})\.?\s(?:number\s|no\.?\s)?#?(${NAME})(?![\p{L}%€$£-]|[.,]\d|\s?[%€$£])`, 'giu'),
  /(?:§{1,2}|#|№)\s?(\d[\w.-]*\w|\d)/gu,
];
/** A number behind the first words of a sentence, before a verb: "Crane 7 lifted". */
const SUBJECT =
  /^(?:the\s)?(?:\p{L}+\s)?(\p{L}{3,})\s(\d+)\s(?:(?:is|was|has|had|can|will|must|does|did|used|costs?|holds?|held|spent|took|gave|ran|made|\p{Ll}{2,}ed)\s)/iu;
const NO_NOUN =
  /^(?:about|around|some|only|nearly|almost|over|under|from|since|until|during|and|the|these|those|its|their|our|another|more|least|most|all|year|for|with|than|january|february|march|april|may|june|july|august|september|october|november|december)$|ly$/i;
/** Names of letters and digits: gpt-5.4, p95, Q3, AB-12. */
const CODE =
  /(?<![\p{L}\p{N}.-])\p{L}[\p{L}]*(?:-\p{L}+)*-?\d[\p{L}\p{N}]*(?:[-.]\p{L}*\d[\p{L}\p{N}]*)*(?![\p{L}\p{N}])/gu;

/** A name of letters and digits that says of what thing a sentence speaks, with where its number or code stands in the text. */
export interface Identifier {
  /** `50`, `gpt-5.4`: lower case. */
  name: string;
  start: number;
  end: number;
}

/** What in a sentence names a thing by a number or code, in reading order; values are none of it. */
export function identifiersOf(text: string): Identifier[] {
  const found: Identifier[] = [];
  const add = (written: string, start: number): void => {
    const end = start + written.length;
    if (!found.some((one) => one.start < end && start < one.end))
      found.push({ name: written.toLowerCase(), start, end });
  };
  for (const pattern of NAMED)
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? '';
      // "Phase 12 weeks" counts: what follows is the unit of a figure.
      if (!isCounted(text, match.index + match[0].length)) add(name, match.index + match[0].lastIndexOf(name));
    }
  const subject = SUBJECT.exec(text);
  if (subject !== null && !NO_NOUN.test(subject[1] ?? '')) add(subject[2] ?? '', text.indexOf(subject[2] ?? ''));
  for (const match of text.matchAll(CODE)) add(match[0], match.index);
  return found.sort((a, b) => a.start - b.start);
}

const UNIT =
  /^\s(?:percent|per cent|million|billion|thousand|days?|weeks?|months?|years?|hours?|minutes?|seconds?|litres?|metres?|tonnes?|euros?|dollars?|pounds?|people|members)\b/i;

function isCounted(text: string, from: number): boolean {
  return UNIT.test(text.slice(from));
}

/** The identifiers of a claim that another text does not hold: with any, that text speaks of another thing. */
export function missingIdentifiers(claim: string, text: string): string[] {
  const held = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}.,-]+/gu, ' ')} `;
  const named = new Set(identifiersOf(text).map(({ name }) => name));
  const isNumber = (name: string): boolean => /^\d+(?:\.\d+)*$/.test(name);
  return identifiersOf(claim)
    .map(({ name }) => name)
    .filter((name) =>
      isNumber(name)
        ? !named.has(name)
        : !named.has(name) && !held.includes(` ${name} `) && !held.includes(` ${name}.`),
    );
}

const FUNCTION_WORD =
  /(?<!\p{L})(?:the|a|an|and|or|is|are|was|were|be|has|have|had|will|would|can|could|must|may|does|did|that|which|this|with|from|by|to|costs?|uses?|used|holds?|held|spent|rose|fell|took|made|ran|runs?|grew|paid|gave|got|\p{Ll}+ed)(?!\p{L})/iu;

/** Why a run of cells is not rewritten. */
export const CELLS_STAY =
  'It looks like the cells of a table that came as one line: such words are marked and not rewritten. Compare them with the sources.';

/** Whether words are the cells of a table that came as one line ("Team Spend EUR Harbour 4200 Ferry 3900"), not a sentence. */
export function isRunOfCells(text: string): boolean {
  if (text.includes(' | ')) return false;
  const figures = text.match(/(?<![\p{L}\p{N}.,-])[€$£]?\d[\d.,]*\s?[%€$£KM]?(?![\p{L}\p{N}-])/gu) ?? [];
  if (figures.length < 2) return false;
  const isEnded = /[.!?…]["'”’)\]]*$/.test(text.trim());
  if (!FUNCTION_WORD.test(text)) return !isEnded || figures.length >= 3;
  // Names and figures in turn, whatever words the header holds.
  return !isEnded && /(?:(?:^|\s)\p{Lu}[\p{L}-]*(?:\s\p{L}+){0,2}\s[€$£]?\d[\d.,]*(?=\s|$)){3}/u.test(text);
}
