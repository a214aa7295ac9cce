import type { Selectable } from 'kysely';
import { artifactRefSchema } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { Extraction, ExtractionLedger } from './port.ts';
import { parseStored } from './stored-json.ts';
import type { ExtractionsTable } from './tables.ts';

const HASHES_PER_STATEMENT = 500;

/** Finding and saving what was extracted from bytes. */
export function extractionOperations(database: LedgerDatabase): ExtractionLedger {
  const findExtraction: ExtractionLedger['findExtraction'] = async (sha256, extractor) => {
    const row = await database.read((db) =>
      db
        .selectFrom('extractions')
        .selectAll()
        .where('sha256', '=', sha256)
        .where('extractor', '=', extractor)
        .executeTakeFirst(),
    );
    return row === undefined ? null : toExtraction(row);
  };
  return {
    findExtraction,
    async saveExtraction(extraction) {
      await database.write((transaction) =>
        transaction
          .insertInto('extractions')
          .values(toRow(extraction))
          .onConflict((conflict) => conflict.columns(['sha256', 'extractor']).doNothing())
          .execute(),
      );
      const standing = await findExtraction(extraction.sha256, extraction.extractor);
      if (standing === null) throw new DossierError('storage-failed', 'A saved extraction was removed at once.');
      return standing;
    },
    async forgetExtractions(hashes) {
      for (let from = 0; from < hashes.length; from += HASHES_PER_STATEMENT) {
        const some = hashes.slice(from, from + HASHES_PER_STATEMENT);
        await database.write((transaction) =>
          transaction
            .deleteFrom('extractions')
            .where((eb) => eb.or([eb('sha256', 'in', some), eb('result_sha256', 'in', some)]))
            .execute(),
        );
      }
    },
  };
}

function toRow(extraction: Extraction): ExtractionsTable {
  const { createdAt, result, ...same } = extraction;
  return { ...same, result: JSON.stringify(result), result_sha256: result.sha256, created_at: createdAt };
}

function toExtraction(row: Selectable<ExtractionsTable>): Extraction {
  const { created_at, result, result_sha256: _, ...same } = row;
  const ref = parseStored(artifactRefSchema, result, `extraction of ${row.sha256}`);
  return { ...same, result: ref, createdAt: created_at };
}
