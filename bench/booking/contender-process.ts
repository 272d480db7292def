import { z } from 'zod';
import { contenders } from './contenders.ts';
import { type Contender, checksumOf } from './page-rows.ts';
import { type Order, orderSchema, takeTurn } from './turn.ts';

/** A process for one contender: opens it, does what it is told, ends when nobody is left to tell it. */
process.once('uncaughtException', ({ stack }) => process.send?.({ fault: stack }, () => process.exit(1)));

const [name, addresses] = process.argv.slice(2);
const open = contenders[z.enum(['ours', 'alone', 'raw', 'postgraphile']).parse(name)];
const contender = await open(
  z
    .object({ appUrl: z.string(), relayUrl: z.string(), freeUrl: z.string() })
    .parse(JSON.parse(addresses ?? '')),
);

async function check({ tenantIds, size }: Extract<Order, { kind: 'check' }>, { answer, rowsOf }: Contender) {
  const pages = await Promise.all(
    tenantIds.map(async (tenantId) => rowsOf(await answer({ tenantId, size }))),
  );
  return { checksum: checksumOf(pages), rows: pages.flat().length };
}

async function obey(order: Order): Promise<unknown> {
  return order.kind === 'check' ? check(order, contender) : takeTurn(contender, order);
}

process.on('message', (message) => {
  obey(orderSchema.parse(message)).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ fault: error instanceof Error ? error.stack : String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ done: 'ready' });
