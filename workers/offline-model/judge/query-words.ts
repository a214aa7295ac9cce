/** What a sentence says was computed, and what the SQL of its query has to hold for it. */
const OPERATIONS: readonly { said: RegExp; sql: RegExp }[] = [
  { said: /\b(?:average|mean)\b/i, sql: /\b(?:avg|mean)\s*\(|\/|avg|average|mean/i },
  { said: /\bmedian\b/i, sql: /median|quantile|percentile/i },
  { said: /\b(?:total|sum|together|altogether)\b/i, sql: /\b(?:sum|count)\s*\(|total|sum/i },
];
/** A claim that names the highest must rest on a query that looks for it, not for the lowest. */
const HIGHEST = /\b(?:highest|largest|most|maximum|greatest|biggest|longest)\b/i;
const LOWEST = /\b(?:lowest|smallest|least|fewest|minimum|shortest)\b/i;
const SEEKS_HIGHEST = /\bmax\s*\(|\bdesc\b|arg_?max/i;
const SEEKS_LOWEST = /\bmin\s*\(|\basc\b|arg_?min|order by (?!.*\bdesc\b)/i;

/** Where a claim says that something was computed that its queries do not compute, a sentence that says so; else null. */
export function operationDiffers(claim: string, queries: readonly string[]): string | null {
  const sql = queries.join('\n');
  // Names of columns and quoted groups are no operations.
  const said = claim.replace(/"[^"]*"/g, ' ');
  const missing = OPERATIONS.find(
    (one) => one.said.test(said) && !one.sql.test(sql) && /\b(?:sum|avg|count|min|max|median)\s*\(/i.test(sql),
  );
  if (missing !== undefined)
    return `The claim speaks of "${missing.said.exec(said)?.[0]}", which the recorded query does not compute.`;
  if (HIGHEST.test(said) && !LOWEST.test(said) && !SEEKS_HIGHEST.test(sql) && SEEKS_LOWEST.test(sql))
    return 'The recorded query looks for the lowest, not the highest.';
  if (LOWEST.test(said) && !HIGHEST.test(said) && !SEEKS_LOWEST.test(sql) && SEEKS_HIGHEST.test(sql))
    return 'The recorded query looks for the highest, not the lowest.';
  return null;
}
