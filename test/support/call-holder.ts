import { openLedger } from '../../store/ledger/open-ledger.ts';
import { callIdentity, callReservation } from './call-fixtures.ts';

// A process that reserves a call and never answers it: it is killed while it holds it.
const [url = '', jobId = ''] = process.argv.slice(2);
const ledger = await openLedger({ url });
const row = await ledger.reserveCall(callReservation(callIdentity(jobId), `process ${process.pid}`));
process.send?.(row.holder);
// Nothing else would keep it alive until it is killed.
setInterval(() => undefined, 60_000);
