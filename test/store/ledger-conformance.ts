import { afterEach, beforeEach, describe } from '@jest/globals';
import { openLedger } from '../../store/ledger/open-ledger.ts';
import type { Ledger } from '../../store/ledger/port.ts';
import { callTests } from './ledger/call-tests.ts';
import { jobListTests } from './ledger/job-list-tests.ts';
import { jobTests } from './ledger/job-tests.ts';
import { journalTests } from './ledger/journal-tests.ts';
import { listFilterTests } from './ledger/list-filter-tests.ts';
import { listTests } from './ledger/list-tests.ts';
import { otherTableTests } from './ledger/other-table-tests.ts';
import { processTests } from './ledger/process-tests.ts';
import { runHistoryTests } from './ledger/run-history-tests.ts';
import { savedViewTests } from './ledger/saved-view-tests.ts';

/** What a group of tests works on: an empty ledger, open twice as by two processes. */
export interface LedgersUnderTest {
  url: string;
  ledger: Ledger;
  other: Ledger;
}

/** What every ledger must do. `empty` gives the address of an empty one. */
export function ledgerConformance(name: string, empty: () => Promise<string>): void {
  describe(`ledger: ${name}`, () => {
    const open: LedgersUnderTest[] = [];
    const current = (): LedgersUnderTest => {
      const ledgers = open[0];
      if (ledgers === undefined) throw new Error('Only tests may ask for the ledger.');
      return ledgers;
    };
    beforeEach(async () => {
      const url = await empty();
      // Both at once: the tables are made by whoever comes first.
      const [ledger, other] = await Promise.all([openLedger({ url }), openLedger({ url })]);
      open.push({ url, ledger, other });
    });
    afterEach(async () => {
      const ledgers = open.shift();
      await Promise.all([ledgers?.ledger.close(), ledgers?.other.close()]);
    });
    describe('records', () => jobTests(current));
    describe('the list of jobs', () => jobListTests(current));
    describe('the list of jobs, filtered and sorted', () => listFilterTests(current));
    describe('lists of calls, gates, decisions and costs', () => listTests(current));
    describe('saved views', () => savedViewTests(current));
    describe('calls', () => callTests(current));
    describe('extractions, findings, decisions', () => otherTableTests(current));
    describe('journal, forks, yielding', () => journalTests(current));
    describe('run histories, epoch', () => runHistoryTests(current));
    describe('several processes', () => processTests(current, empty));
  });
}
