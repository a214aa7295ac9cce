import type { Change } from '../../contract/bundle-parts.ts';
import type { Verdict } from '../../contract/verification.ts';

/** How a verdict is shown: a sign that needs no colour, and its word. */
export const VERDICTS: Readonly<Record<Verdict, { sign: string; word: string; meaning: string }>> = {
  supported: { sign: '✓', word: 'supported', meaning: 're-read and supported by what it cites' },
  contradicted: { sign: '✗', word: 'contradicted', meaning: 'what it cites, or another passage, says otherwise' },
  insufficient: { sign: '?', word: 'insufficient', meaning: 'what it cites does not bear it out' },
  unchecked: { sign: '○', word: 'unchecked', meaning: 'it was not re-read' },
};

/** What the reason of a change is called. */
export const REASONS: Readonly<Record<Change['kind'], string>> = {
  changed: 'Why it was changed',
  removed: 'Why it was removed',
  added: 'Why it was added',
  kept: 'Why it was kept',
};
