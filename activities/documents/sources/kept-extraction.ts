import { DossierError } from '../../../contract/failures.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ExtractionLedger } from '../../../store/ledger/port.ts';
import { type ExtractionContent, extractionSchema } from '../reading/extraction.ts';

/** Where extractions are found again. */
export interface KeptExtractionPorts {
  artifacts: Pick<ArtifactStore, 'getJson' | 'getStream'>;
  ledger: Pick<ExtractionLedger, 'findExtraction' | 'forgetExtractions'>;
}

/**
 * What was read from these bytes before; null where they were not read yet, or where something of it is lost: then it is forgotten, so that
 * reading the bytes again makes it whole. All of it is verified, since what begins on it must not stop at a lost part later.
 */
export async function keptExtraction(
  { artifacts, ledger }: KeptExtractionPorts,
  sha256: string,
  extractor: string,
): Promise<ExtractionContent | null> {
  const known = await ledger.findExtraction(sha256, extractor);
  if (known === null) return null;
  try {
    const extraction = extractionSchema.parse(await artifacts.getJson(known.result.sha256));
    for (const part of partsOf(extraction)) await verify(artifacts, part);
    return extraction;
  } catch (error) {
    if (!(error instanceof DossierError) || error.failure.class !== 'lost-artifact') throw error;
    await ledger.forgetExtractions([known.result.sha256]);
    return null;
  }
}

function partsOf(extraction: ExtractionContent): string[] {
  if (extraction.status !== 'read') return [];
  const { passages, tables } = extraction;
  const refs = [
    passages,
    ...tables.flatMap(({ cells, formulas }) => (formulas === undefined ? [cells] : [cells, formulas])),
  ];
  return refs.map(({ sha256 }) => sha256);
}

async function verify(artifacts: Pick<ArtifactStore, 'getStream'>, sha256: string): Promise<void> {
  const stream = await artifacts.getStream(sha256);
  for await (const _chunk of stream) {
    // Reading to the end is what verifies the bytes.
  }
}
