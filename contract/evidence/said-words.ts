/** Words that turn a statement into its opposite. */
export const NEGATIONS = new Set(
  "not never no none nobody nothing neither nor without cannot isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't mustn't needn't isn’t aren’t wasn’t weren’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t hasn’t haven’t hadn’t".split(
    ' ',
  ),
);

/** Words that say how much of something, how often or how surely; words of one class say the same. */
const SCOPE_CLASSES: Record<string, string> = {
  all: 'all every each entire entirely whole wholly always both fully everyone everybody everything everywhere completely invariably any',
  most: 'most mostly mainly majority largely predominantly usually generally typically',
  some: 'some several multiple certain partly partially sometimes occasionally various',
  few: 'few fewer rarely seldom hardly barely minority little',
  many: 'many numerous often frequently',
  only: 'only solely exclusively merely alone just',
  may: 'may might could possibly perhaps probably likely potentially allegedly reportedly',
  must: 'must shall required mandatory obligatory',
  should: 'should recommended ought',
  nearly: 'nearly almost approximately about around roughly circa',
  exact: 'exactly precisely',
};
const SCOPE_OF = new Map(
  Object.entries(SCOPE_CLASSES).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

/** The class of a scope word; null of any other. */
export function scopeClass(lower: string): string | null {
  return SCOPE_OF.get(lower) ?? null;
}

/** Phrases that bound a number, by what they say of it. */
export const BOUNDS: readonly { name: string; form: RegExp }[] = [
  {
    name: 'at least',
    form: /\b(?:at least|no (?:less|fewer) than|not (?:less|fewer) than|minimum(?: of)?|or more|or above|and above|upwards of)\b|≥|>=/gi,
  },
  {
    name: 'at most',
    form: /\b(?:at most|up to|no more than|not more than|maximum(?: of)?|or less|or fewer|as much as|as many as|not exceed\w*|within|capped at)\b|≤|<=/gi,
  },
  {
    name: 'more than',
    form: /(?<!\bno |\bnot |\bspread |\baveraged |\bdivided |\bdistributed |\bmeasured )\b(?:more than|over|above|exceed\w*|greater than|higher than|in excess of|beyond)\b(?= (?:a |the |by |us)?[$€£]?\d| (?:half|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)\b)/gi,
  },
  {
    name: 'less than',
    form: /(?<!\bno |\bnot )\b(?:less than|fewer than|under|below|lower than|short of)\b(?= (?:a |the |by |us)?[$€£]?\d| (?:half|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty)\b)/gi,
  },
];

/** The words of a bound wherever they stand, also apart from the number: "600 requests; above that". */
export const BOUND_WORDS: Readonly<Record<string, RegExp>> = {
  'at least': /\b(?:at least|minimum|or more|or above|least)\b/i,
  'at most': /\b(?:at most|up to|maximum|or less|within|limit\w*|cap|most|allows?|can take)\b/i,
  'more than':
    /\b(?:above|over|more|exceed\w*|pass(?:es|ed)?|surpass\w*|topp?(?:s|ed)|beyond|longer|higher|greater|larger)\b/i,
  'less than': /\b(?:below|under|less|fewer|shorter|lower|smaller|within)\b/i,
};

const PAIRS =
  'increase:decrease rise:fall grow:shrink gain:lose gain:loss up:down above:below over:under higher:lower high:low highest:lowest more:less more:fewer most:least most:fewest larger:smaller largest:smallest ' +
  'large:small big:small bigger:smaller better:worse best:worst before:after earlier:later early:late first:last older:newer oldest:newest faster:slower fastest:slowest longer:shorter longest:shortest long:short ' +
  'cheaper:dearer cheaper:expensive cheapest:dearest stronger:weaker strong:weak accept:reject approve:reject approve:refuse allow:forbid allow:prohibit permit:ban include:exclude open:close start:stop begin:end ' +
  'enable:disable win:lose succeed:fail pass:fail success:failure maximum:minimum max:min profit:loss surplus:deficit buy:sell import:export expand:contract improve:worsen improve:deteriorate accelerate:slow ' +
  'internal:external public:private mandatory:optional voluntary:mandatory compulsory:optional temporary:permanent north:south northern:southern east:west eastern:western left:right ' +
  'join:leave raise:lower raise:cut hire:dismiss add:remove agree:disagree confirm:deny support:oppose favour:oppose ahead:behind outperform:underperform overestimate:underestimate ' +
  'majority:minority positive:negative true:false valid:invalid available:unavailable able:unable possible:impossible legal:illegal complete:incomplete known:unknown same:different ' +
  'safe:dangerous safe:unsafe present:absent inside:outside full:empty upper:lower top:bottom input:output always:never free:paid domestic:foreign direct:indirect gross:net wide:narrow wider:narrower rich:poor ' +
  'warm:cold warmer:colder hot:cold wet:dry winter:summer morning:evening day:night male:female men:women adult:child urban:rural buyer:seller lender:borrower employer:employee upstream:downstream ' +
  'exceed:undershoot strengthen:weaken widen:narrow double:halve doubled:halved extend:shorten lengthen:shorten tighten:loosen reopen:close postpone:advance delay:advance keep:abolish introduce:abolish';

/** Words of change upwards. */
export const RISES =
  'increase rise grow climb gain jump soar improve up higher raise expand accelerate strengthen double'.split(' ');
/** Words of change downwards. */
export const FALLS =
  'decrease decline drop fall shrink reduce lower lose down cut contract slow plunge weaken halve worsen'.split(' ');

/** Stems of words that say the opposite of a word, by its stem. Filled by whoever knows how to stem. */
export function opposites(stem: (word: string) => string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const put = (a: string, b: string): void => {
    if (a !== b) found.set(a, (found.get(a) ?? new Set()).add(b));
  };
  const pairs = [
    ...PAIRS.split(' ').map((pair) => pair.split(':')),
    ...RISES.flatMap((rise) => FALLS.map((fall) => [rise, fall])),
  ];
  for (const [a = '', b = ''] of pairs) {
    put(stem(a), stem(b));
    put(stem(b), stem(a));
  }
  return found;
}
