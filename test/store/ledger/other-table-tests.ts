import { expect, test } from '@jest/globals';
import type { Finding } from '../../../contract/verification.ts';
import type { Extraction } from '../../../store/ledger/port.ts';
import { artifactRef } from '../../support/job-records.ts';
import type { LedgersUnderTest } from '../ledger-conformance.ts';

function extraction(result: string): Extraction {
  return {
    organisation: 'local',
    owner: 'local',
    sha256: 'a'.repeat(64),
    extractor: 'text-1',
    result: artifactRef(result),
    createdAt: '2026-11-20T10:00:00.000Z',
  };
}

function finding(id: string): Finding {
  return { id, check: 'quote-not-found', severity: 'blocking', claimId: 's1', message: 'Not there.', evidence: ['e1'] };
}

/** Extractions and findings; decisions are written with records, and tested there. */
export function otherTableTests(current: () => LedgersUnderTest): void {
  extractions(current);
  findings(current);
}

function extractions(current: () => LedgersUnderTest): void {
  test('an extraction is found by bytes and extractor; the first one stands', async () => {
    const { ledger, other } = current();
    expect(await ledger.findExtraction('a'.repeat(64), 'text-1')).toBeNull();
    expect(await ledger.saveExtraction(extraction('b'))).toEqual(extraction('b'));
    expect(await other.saveExtraction(extraction('c'))).toEqual(extraction('b'));
    expect(await other.findExtraction('a'.repeat(64), 'text-1')).toEqual(extraction('b'));
    expect(await other.findExtraction('a'.repeat(64), 'text-2')).toBeNull();
  });

  test('of extractions saved at once all writers are told the same', async () => {
    const { ledger, other } = current();
    const [one, two] = await Promise.all([
      ledger.saveExtraction(extraction('b')),
      other.saveExtraction(extraction('c')),
    ]);
    expect(one).toEqual(two);
  });

  test.each(['a', 'b'])('an extraction is forgotten with its bytes and with its result (%s)', async (digit) => {
    const { ledger } = current();
    await ledger.saveExtraction(extraction('b'));
    await ledger.forgetExtractions(['c'.repeat(64)]);
    expect(await ledger.findExtraction('a'.repeat(64), 'text-1')).not.toBeNull();
    await ledger.forgetExtractions([digit.repeat(64)]);
    expect(await ledger.findExtraction('a'.repeat(64), 'text-1')).toBeNull();
  });
}

function findings(current: () => LedgersUnderTest): void {
  test('findings are replaced round by round, in their order', async () => {
    const { ledger } = current();
    const place = { organisation: 'local', owner: 'local', jobId: 'job-1', generation: 0, round: 1 };
    await ledger.replaceFindings(place, [finding('f1'), finding('f2')]);
    await ledger.replaceFindings({ ...place, round: 2 }, [finding('f3')]);
    await ledger.replaceFindings(place, [finding('f5'), finding('f4')]);
    expect(await ledger.listFindings('job-1')).toEqual([
      { generation: 0, round: 1, finding: finding('f5') },
      { generation: 0, round: 1, finding: finding('f4') },
      { generation: 0, round: 2, finding: finding('f3') },
    ]);
    await ledger.replaceFindings(place, []);
    expect(await ledger.listFindings('job-1')).toHaveLength(1);
  });

  test('any number of findings is taken', async () => {
    const { ledger } = current();
    const many = Array.from({ length: 1_200 }, (_, number) => finding(`f${number}`));
    const place = { organisation: 'local', owner: 'local', jobId: 'job-1', generation: 0, round: 1 };
    await ledger.replaceFindings(place, many);
    expect((await ledger.listFindings('job-1')).map((row) => row.finding)).toEqual(many);
  });
}
