import { queryLine } from '../../../activities/tasks/query-line.ts';
import { checkQuery } from '../../../activities/verify/query-check.ts';
import { checkQuote } from '../../../activities/verify/quote-check.ts';
import type { Bundle } from '../../../contract/bundle.ts';
import type { Evidence } from '../../../contract/evidence/evidence.ts';
import { canonicalJson, sha256OfText } from '../../../contract/hash.ts';
import type { BundleReader } from './bundle-reader.ts';
import type { Discrepancy } from './outcome.ts';

/** Whether the bundle itself tells that a check failed for a piece of evidence: then it holds what it says. */
function isTold(bundle: Bundle, check: string, evidenceId: string): boolean {
  const findings = [...bundle.findings, ...(bundle.report.original?.findings ?? [])];
  return findings.some((finding) => finding.check === check && finding.evidence.includes(evidenceId));
}

/** What is wrong with the record of one piece of evidence, whatever it says. */
function recordFaults(evidence: Evidence, reader: BundleReader): string[] {
  if (!reader.sourceWasRead(evidence.sourceId)) return ['Its source is not among those that were read.'];
  if (evidence.query !== null) {
    const line = evidence.quote === queryLine(evidence.query);
    return line ? [] : ['Its words are not the recorded result of its query.'];
  }
  const passage = reader.passage(evidence.passageId ?? '');
  if (passage === null || canonicalJson(passage.locator) === canonicalJson(evidence.locator)) return [];
  return ['The place that it names is not that of its passage.'];
}

/** Re-checks each piece of evidence: its source was read, its words stand in the bundled passage at the place named, its query gives the recorded result. */
export async function checkEvidencePieces(
  bundle: Bundle,
  reader: BundleReader,
): Promise<{ discrepancies: Discrepancy[]; notChecked: string[] }> {
  const discrepancies: Discrepancy[] = [];
  const notChecked: string[] = [];
  for (const [at, evidence] of bundle.evidence.entries()) {
    const place = `evidence[${at}], id ${evidence.id}`;
    const fault = checkQuote(evidence, reader) ?? (await checkQuery(evidence, reader));
    if (fault !== null && !isTold(bundle, fault.check, evidence.id))
      discrepancies.push({ check: 'evidence', place, message: fault.message });
    for (const message of recordFaults(evidence, reader)) discrepancies.push({ check: 'evidence', place, message });
    const missing = evidence.query === null ? [] : reader.missingTables(evidence.query);
    if (missing.length > 0)
      notChecked.push(
        `The query of ${evidence.id} was not run again: the bundle does not hold the cells of ${missing.join(', ')}.`,
      );
  }
  return { discrepancies, notChecked };
}

/** Each bundled table must have the cells whose hash it names, and as many rows as it says. */
export function checkTables(bundle: Bundle): Discrepancy[] {
  return bundle.sources.flatMap((source) =>
    source.tables.flatMap(({ name, cells, rows, sha256 }): Discrepancy[] => {
      if (cells === null) return [];
      const lines = cells.map((row) => `${JSON.stringify(row)}\n`).join('');
      if (cells.length === rows && sha256OfText(lines) === sha256) return [];
      return [
        {
          check: 'evidence',
          place: `table ${name} of ${source.title}`,
          message: 'Its cells are not those that were read.',
        },
      ];
    }),
  );
}
