import { stemmer } from 'stemmer';

/** Forms of one word that no stemmer brings together, and words that reports use for one another without a change of meaning. */
const FORMS = (
  'spend spent|pay paid|sell sold|send sent|write wrote written|choose chose chosen|lose lost|win won|build built|take took taken|' +
  'give gave given|hold held|keep kept|say said state report note|rise rose risen|fall fell fallen|grow grew grown|begin began begun start commence|' +
  'go went gone|come came|run ran|make made|find found|leave left|see saw seen|get got|meet met|buy bought purchase|lead led|' +
  'bring brought|teach taught|think thought|hire recruit|know knew known|show shown display|drive drove driven|break broke broken|' +
  'speak spoke spoken|become became|cost price|end finish conclude|allow permit|need require|use employ utilise utilize|help assist|' +
  'shrink shrank shrunk|lie lay lain|stand stood|feel felt|tell told|hear heard|catch caught|fight fought|seek sought|sink sank sunk|spread|read|cut|set|put|draw drew drawn|fly flew flown|throw threw thrown|wear wore worn|eat ate eaten|freeze froze frozen|shake shook shaken|swim swam|sing sang|' +
  'person people|child children|month monthly|year yearly annual annually|day daily|week weekly|quarter quarterly|company firm|' +
  'increase rise grow up higher climb|decrease decline drop fall reduce reduction down lower slip|percent per_cent|staff employee|approve approval|decide decision|' +
  'large big|multiple several|get obtain receive|kid child|fast quick rapid|additional extra further|provide offer supply|contain include comprise|remove delete|choose select pick|' +
  'occur happen|attempt try|primary main principal|way method approach|alter modify change|error fault mistake|sufficient enough|huge enormous|almost nearly|approximately about roughly around circa|however but|because since'
)
  .split('|')
  .map((group) => group.split(' '));

/** From each stem to one of its group; a group that shares a word with an earlier one leads on to that one. */
const TOWARDS = new Map<string, string>();

function root(stem: string): string {
  let at = stem;
  for (let next = TOWARDS.get(at); next !== undefined && next !== at; next = TOWARDS.get(at)) at = next;
  return at;
}

for (const group of FORMS) {
  const [first = '', ...others] = group.map((word) => root(stemmer(word)));
  for (const other of others) if (root(other) !== root(first)) TOWARDS.set(root(other), root(first));
}

/** The stem that stands for all forms of a word. */
export function commonForm(stem: string): string {
  return root(stem);
}

const FUNCTION_WORDS = new Set(
  (
    'a about above after again all also although am among an and any are as at be because been before being below between both but by ' +
    'can could did do does doing done down during each either ever every few for from further had has have having he her here hers him ' +
    'his how however i if in into is it its itself just let many may me might more most much must my neither never no none nor not now of ' +
    'off on once one only onto or other our ours out over own per rather same shall she should since so some such than that the their ' +
    'theirs them then there therefore these they this those though through thus to together too toward towards under until up upon us ' +
    'very via was we were what when where whereas whether which while who whom whose why will with within without would yet you your ' +
    'less least half well still already nearly almost around roughly approximately cannot always often according'
  ).split(' '),
);

/** Whether a lower-case word only builds sentences. */
export function isFunctionWord(lower: string): boolean {
  return FUNCTION_WORDS.has(lower);
}
