import { askPrepared } from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { Unavailable } from '@freehold/kernel/errors/refusals';
import { countUsage, reserveUsage } from '@freehold/kernel/metering/reserve-usage';
import { isKeyOf, type ObjectKey } from '@freehold/kernel/objects/object-key';
import type { Objects } from '@freehold/kernel/objects/open-objects';
import type { Context, Transaction } from '@freehold/kernel/subgraph/context';
import type { EntityManager } from '@mikro-orm/postgresql';
import { faceOf } from '../face.ts';
import { RemoveObject } from './storage.jobs.ts';
import { megabytesOf } from './storage.policy.ts';

const HOUR_MS = 3_600_000;

// The row is held until the transaction ends, so that bytes which come at once are counted one after the other.
const COUNT = `
  insert into storage_use (tenant_id, id, bytes) values ($1::uuid, $1::uuid, greatest(0, $2::bigint))
  on conflict (tenant_id, id) do update set bytes = storage_use.bytes + $2::bigint
  returning bytes`;

/** Where bytes are kept. @throws {Unavailable} where none are. */
export function objectsOf({ parts }: Context): Objects {
  if (!parts.objects)
    throw new Unavailable('Files are not kept here. Keep the photo elsewhere and add its address.');
  return parts.objects;
}

/**
 * Counts bytes in the transaction of what leads to them; negative bytes are given back. The plan's meter counts whole
 * megabytes of all bytes together, so that many small files are no more than they weigh.
 * @throws {LimitExceeded} when they do not fit under the plan's limit.
 * @throws {Unavailable} when the plan is not known.
 */
export async function countBytes(ctx: Context, em: EntityManager, bytes: number): Promise<void> {
  const [row] = await askPrepared<{ readonly bytes: string }>(em, COUNT, [tenantUuidOf(em), bytes]);
  const meter = faceOf(ctx).meters.megabytesStored;
  if (!meter || !row) return;
  const after = Number(row.bytes);
  const amount = megabytesOf(after) - megabytesOf(after - bytes);
  const count = { subgraph: 'booking', tenant: ctx.tenant(), meter, amount, now: ctx.now() };
  if (bytes > 0) await reserveUsage(em, { ...count, reset: 'none' });
  else if (amount < 0) await countUsage(em, { ...count, reset: 'none' });
}

/** Has bytes removed when the transaction that forgets them has been committed, and not before. */
export function removeLater({ enqueue }: Transaction, objectKey: ObjectKey): Promise<void> {
  return enqueue(RemoveObject, { objectKey }, { key: objectKey });
}

/**
 * Removes bytes; those that are gone already are no fault. While the store does not let them go, it is tried again every
 * hour: nothing else leads to them.
 * @throws {Error} for those of another tenant.
 */
export async function removeObject(
  ctx: Context,
  { objectKey }: { readonly objectKey: ObjectKey },
): Promise<void> {
  if (!isKeyOf(objectKey, ctx.tenant().id)) throw new Error('A job names an object of another tenant.');
  try {
    await objectsOf(ctx).store.remove(objectKey);
  } catch (error) {
    ctx.parts.logger.error({ err: error }, 'An object cannot be removed; it is tried again in an hour.');
    const at = new Date(ctx.now().getTime() + HOUR_MS);
    await ctx.transaction(({ enqueue }) => enqueue(RemoveObject, { objectKey }, { at, key: objectKey }));
  }
}
