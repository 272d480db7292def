import type { Context } from '@freehold/kernel/subgraph/context';

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
const BATCH_SIZE = 5000;

const FORGET = `
  update notification set subject = null, body = null, invite = null
   where (tenant_id, id) in (select tenant_id, id from notification
                              where body is not null and status <> 'QUEUED' and created_at < ?::timestamptz limit ${BATCH_SIZE})
  returning 1`;

const FORGET_RECIPIENTS =
  'update ticket_handover set recipient = null where recipient is not null and expires_at <= ?::timestamptz';

/**
 * Deletes what messages said that are older than 90 days, that they were sent stays; and to whom links of tickets were
 * mailed that are good for nothing any more.
 */
export async function forgetOldTexts(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS);
  const forgotten = await ctx.transaction(async ({ em }) => {
    await em.execute(FORGET_RECIPIENTS, [ctx.now().toISOString()]);
    return em.execute<unknown[]>(FORGET, [before.toISOString()]);
  });
  if (forgotten.length === BATCH_SIZE) await forgetOldTexts(ctx);
}
