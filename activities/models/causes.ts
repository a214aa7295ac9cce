/** A chain longer than this is cut at its outer end. */
const MOST_LINKS = 8;
const LONGEST_SENTENCE = 300;

/** What gives away a secret, with what is kept of it. */
const SECRETS: readonly [form: RegExp, kept: string][] = [
  [/\b(sk-|pk-|AIza|gsk_|hf_|xox[a-z]-|gh[a-z]_)[\w.~+/*-]{4,}/g, '$1…'],
  [/\b(Bearer|Basic)\s+[\w.~+/=*-]{4,}/gi, '$1 …'],
  [/:\/\/[^/\s:@]+:[^/\s@]+@/g, '://…@'],
  [
    /\b((?:api|access|secret)[ _-]?key|token|secret|password)( provided)?(["']?\s*[:=]\s*["']?)[^\s"',;&]{4,}/gi,
    '$1$2$3…',
  ],
];

/** Text on one line, without what looks like a key, a token or a password. */
export function scrubbed(text: string): string {
  const plain = SECRETS.reduce((words, [form, kept]) => words.replaceAll(form, kept), text);
  return plain.replaceAll(/\s+/g, ' ').trim();
}

/** An error and what caused it, outermost first; of several errors behind one the first counts. Looks at the shape, since errors come from other realms too. */
export function chainOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let error = thrown; error !== undefined && error !== null && chain.length < MOST_LINKS; ) {
    if (chain.includes(error)) break;
    chain.push(error);
    if (typeof error !== 'object') break;
    const several: unknown = Reflect.get(error, 'errors');
    error = Reflect.get(error, 'cause') ?? (Array.isArray(several) ? several[0] : undefined);
  }
  return chain;
}

/**
 * The causes of an error as short sentences, the root first and the error itself last: without stacks, without secrets,
 * and without links that only repeat what another one says.
 */
export function causesOf(thrown: unknown): string[] {
  const sentences: string[] = [];
  for (const link of chainOf(thrown).reverse()) {
    const words = sentenceOf(link);
    if (words !== '' && !sentences.some((known) => known.includes(words))) sentences.push(words);
  }
  return sentences;
}

function sentenceOf(link: unknown): string {
  const words = scrubbed(messageOf(link));
  const code = typeof link === 'object' && link !== null ? Reflect.get(link, 'code') : null;
  const named = typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) && !words.includes(code);
  const whole = named ? `${words} (${code})`.trim() : words;
  return whole.length > LONGEST_SENTENCE ? `${whole.slice(0, LONGEST_SENTENCE - 1)}…` : whole;
}

/** The message of whatever was thrown, as it is. */
export function messageOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  return 'message' in thrown ? String(thrown.message) : 'Something was thrown that is no error.';
}
