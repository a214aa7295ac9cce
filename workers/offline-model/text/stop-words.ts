/** Words of English that say how a sentence is built and not what it is about. */
const STOP_WORDS = new Set(
  (
    'a about above after again all also am among an and any are as at be because been before being below between both but by ' +
    'can could did do does doing done down during each either every few for from further had has have having he her here hers ' +
    'him his how i if in into is it its itself just let many may me might more most much must my neither no nor not now of off ' +
    'on once one only onto or other our ours out over own per please rather s same shall she should since so some such t than ' +
    'that the their theirs them then there these they this those through to together too toward towards under until up upon us ' +
    'very via was we were what when where whether which while who whom whose why will with within without would yet you your yours ' +
    'total altogether overall currently actually exactly according document documents source sources say says said tell know'
  ).split(' '),
);

/** Whether a lower-case word is one that says nothing about a sentence's subject. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}
