import { checkAttribution, checkQuotation } from './attribution-check.ts';
import type { CheckedWords, ClaimCheck, ClaimFault } from './claim-fault.ts';
import { checkCoverage } from './coverage-check.ts';
import { checkDates } from './date-check.ts';
import { checkDirection } from './direction-check.ts';
import { checkExchange, checkOrder } from './exchange-check.ts';
import { checkNames } from './name-check.ts';
import { checkNegation } from './negation-check.ts';
import { checkNumbers } from './number-check.ts';
import { checkReferences } from './reference-check.ts';
import { checkRows } from './row-check.ts';
import { checkScope } from './scope-check.ts';
import { checkTables } from './table-check.ts';
import { checkUnits } from './unit-check.ts';

/** The checks of one claim's words against what it cites, cheapest first. Verify, `dossier verify`, the dashboard and the offline judge run these and no others. */
export const CLAIM_CHECKS: Readonly<Record<string, ClaimCheck>> = {
  quotation: checkQuotation,
  numbers: checkNumbers,
  references: checkReferences,
  units: checkUnits,
  dates: checkDates,
  rows: checkRows,
  attribution: checkAttribution,
  order: checkOrder,
  exchange: checkExchange,
  names: checkNames,
  negation: checkNegation,
  scope: checkScope,
  direction: checkDirection,
  tables: checkTables,
  coverage: checkCoverage,
};

/** What the checks found in a claim, which of them ran and how each fared, and how numbers were found that are not written alike. */
export interface CheckedWording {
  faults: ClaimFault[];
  remarks: string[];
  ran: { check: string; gave: 'passed' | 'warned' | 'failed' }[];
}

/** Runs checks over a claim; all of them unless some are named. */
export function checkWording(
  claim: CheckedWords,
  names: readonly string[] = Object.keys(CLAIM_CHECKS),
): CheckedWording {
  const all: CheckedWording = { faults: [], remarks: [], ran: [] };
  if (claim.cited.length === 0) return all;
  for (const name of names) {
    const { faults, remarks = [] } = CLAIM_CHECKS[name]?.(claim) ?? { faults: [] };
    all.faults.push(...faults);
    all.remarks.push(...remarks);
    const gave = faults.some(({ severity }) => severity === 'blocking')
      ? 'failed'
      : faults.length > 0
        ? 'warned'
        : 'passed';
    all.ran.push({ check: name, gave });
  }
  return all;
}
