import { instantOf } from '../../../contract/instants.ts';
import type { Attachment } from '../../../contract/job-input.ts';
import type { ArtifactStore } from '../../../store/artifacts/port.ts';
import type { ExtractionLedger, Tenant } from '../../../store/ledger/port.ts';
import { extractDocument } from '../reading/extract-document.ts';
import type { ExtractionContent } from '../reading/extraction.ts';
import type { ProgressTicker } from '../reading/progress-ticker.ts';
import { type DocumentType, extractorName, typeOfName } from '../registry.ts';
import { keptExtraction } from './kept-extraction.ts';

/** Where documents are read from, and what was read is kept. */
export interface ExtractionPorts {
  artifacts: ArtifactStore;
  ledger: Pick<ExtractionLedger, 'findExtraction' | 'saveExtraction' | 'forgetExtractions'>;
}

/** The type that speaks for the content: of a web page what its server called it, since its title is no file's name. */
export function hintOf({ artifact, name, fetched }: Attachment): DocumentType | null {
  const isPage = fetched !== undefined && /html/.test(artifact.mediaType);
  return isPage ? 'html' : typeOfName(name);
}

/** What a document gives: from the ledger where its bytes were read before, else read now and kept for whoever comes next. */
export async function extractionOf(
  attachment: Attachment,
  tenant: Tenant,
  { artifacts, ledger }: ExtractionPorts,
  ticker: ProgressTicker,
): Promise<ExtractionContent> {
  const { artifact } = attachment;
  const hint = hintOf(attachment);
  const extractor = extractorName(hint);
  const known = await keptExtraction({ artifacts, ledger }, artifact.sha256, extractor);
  if (known !== null) return known;
  const extraction = await extractDocument(artifacts, artifact, hint, ticker);
  const result = await artifacts.putJson(extraction, 'Extraction');
  await ledger.saveExtraction({
    ...tenant,
    sha256: artifact.sha256,
    extractor,
    result,
    createdAt: instantOf(Date.now()),
  });
  return extraction;
}
