import type { MemberId } from '@freehold/kernel/caller/caller';
import { NotFound } from '@freehold/kernel/errors/refusals';
import type { Context } from '@freehold/kernel/subgraph/context';
import { loadById } from '@freehold/kernel/subgraph/load-by-id';
import { mutateOnce } from '@freehold/kernel/subgraph/mutate-once';
import { newId } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PushDevice, type PushDeviceId } from './push-device.entity.ts';

const DEVICES_MAX = 10;

/** Devices by their ids. */
export const pushDeviceById = loadById(PushDevice, 'device');

/**
 * Tells the member who asks things on a device, and nobody else any more. Of more than ten the oldest are forgotten.
 * @throws {NotFound} when it was forgotten since, and this is a repetition.
 */
export async function registerPushDevice(ctx: Context, token: string, key: string): Promise<PushDevice> {
  const call = { operation: 'registerPushDevice', key, input: { token } };
  const id = await mutateOnce(ctx, call, async ({ em }) => {
    const [tenantId, memberId] = [ctx.tenant().id, ctx.member().id];
    const row = { tenantId, id: newId('pdv'), memberId, token, registeredAt: ctx.now() };
    const device = await em.upsert(PushDevice, row, {
      onConflictFields: ['tenantId', 'token'],
      onConflictMergeFields: ['memberId', 'registeredAt'],
    });
    await forgetOldest(em, memberId);
    return device.id;
  });
  return ctx.load(pushDeviceById, id);
}

async function forgetOldest(em: EntityManager, memberId: MemberId): Promise<void> {
  const [newest, oldest] = [{ registeredAt: 'desc' as const }, { id: 'desc' as const }];
  const surplus = await em.find(PushDevice, { memberId }, { orderBy: [newest, oldest], offset: DEVICES_MAX });
  if (surplus.length > 0) await em.nativeDelete(PushDevice, { id: { $in: surplus.map(({ id }) => id) } });
}

/**
 * Tells nothing more on a device of the member who asks. The id that it had.
 * @throws {NotFound} when the member has no such device.
 */
export function forgetPushDevice(ctx: Context, token: string, key: string): Promise<PushDeviceId> {
  const call = { operation: 'forgetPushDevice', key, input: { token } };
  return mutateOnce(ctx, call, async ({ em }) => {
    const device = await em.findOne(PushDevice, { token, memberId: ctx.member().id });
    if (!device) throw new NotFound('device');
    em.remove(device);
    return device.id;
  });
}
