import { type CheckedWords, type ClaimCheck, citedIds, surroundings } from './claim-fault.ts';

const REFERENCE =
  /\b(section|chapter|page|line|row|paragraph|article|clause|annex|table|figure|no\.|§)\s?(\d+(?:\.\d+)*)/gi;

function referencesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map((match) => `${match[1]?.toLowerCase()} ${match[2]}`);
}

/** Numbers that name a thing and count none (`line 9`, `section 3.2`) must be named so by what is cited or what stands around it. */
export const checkReferences: ClaimCheck = (claim: CheckedWords) => {
  const said = referencesIn(claim.text);
  if (said.length === 0) return { faults: [] };
  const given = claim.cited.flatMap((one) => referencesIn(`${one.quote}\n${surroundings(one)}`));
  const faults = said.flatMap((reference) => {
    if (given.includes(reference)) return [];
    const kind = reference.split(' ')[0] ?? '';
    const other = given.find((one) => one.startsWith(`${kind} `));
    const message = `The sentence names ${reference}; ${other === undefined ? 'what it cites does not' : `what it cites names ${other}`}.`;
    const severity = other === undefined ? ('warning' as const) : ('blocking' as const);
    return [
      {
        check: 'number-not-found' as const,
        severity,
        against: other !== undefined,
        message,
        evidence: citedIds(claim),
      },
    ];
  });
  return { faults };
};
