import { instantOf } from '../../contract/instants.ts';
import type { LedgerDatabase } from './ledger-database.ts';
import type { InstanceLedger } from './port.ts';

const NAME = 'embedded';

/** The epoch that fences off what an earlier start of the instance left running. */
export function instanceOperations(database: LedgerDatabase): Omit<InstanceLedger, 'epoch'> {
  return {
    async raiseEpoch(holder) {
      const row = await database.write((transaction) =>
        transaction
          .insertInto('instance')
          .values({
            ...{ organisation: 'local', owner: 'local', name: NAME },
            ...{ epoch: 1, holder, at: instantOf(Date.now()) },
          })
          .onConflict((conflict) =>
            conflict.column('name').doUpdateSet((eb) => ({
              epoch: eb
                .case()
                .when('instance.holder', '=', eb.ref('excluded.holder'))
                .then(eb.ref('instance.epoch'))
                .else(eb('instance.epoch', '+', 1))
                .end(),
              holder: eb.ref('excluded.holder'),
              at: eb.ref('excluded.at'),
            })),
          )
          .returning('epoch')
          .executeTakeFirstOrThrow(),
      );
      return row.epoch;
    },
    async currentEpoch() {
      const row = await database.read((db) =>
        db.selectFrom('instance').select('epoch').where('name', '=', NAME).executeTakeFirst(),
      );
      return row?.epoch ?? 0;
    },
  };
}
