import {
  askTogether,
  type EntityStatement,
  findPrepared,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import type { Context } from '@freehold/kernel/subgraph/context';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { customersOf } from '../notification/audience.service.ts';
import type { Notification } from '../notification/notification.entity.ts';
import { voiceOf } from '../notification/voice.service.ts';
import { PushDevice } from '../push-device/push-device.entity.ts';
import { offersOf } from './offers.service.ts';
import type { Directory } from './send.service.ts';

const DEVICES: EntityStatement = (columns) =>
  `select ${columns} from push_device where tenant_id = $1 and member_id = any ($2::uuid[])`;

/**
 * Looks up where those are reached now to whom messages go, in one round trip; devices and tickets that are offered, where
 * a message is for one, in another each.
 */
export async function directoryOf(
  ctx: Context,
  em: EntityManager,
  taken: readonly Notification[],
): Promise<Directory> {
  const ids = taken.map(({ customerId }) => customerId);
  const [customers, voice] = await askTogether(em, [customersOf(em, ids), voiceOf(em, ctx.tenant().id)]);
  const devices = await devicesFor(em, taken);
  return { customers, voice, devices, offers: await offersOf(ctx, em, taken, voice) };
}

async function devicesFor(em: EntityManager, taken: readonly Notification[]): Promise<Directory['devices']> {
  const ids = taken.filter(({ channel }) => channel === 'PUSH').map(({ customerId }) => customerId);
  if (ids.length === 0) return new Map();
  const values = [tenantUuidOf(em), [...new Set(ids)].map(uuidOf)];
  return Map.groupBy(
    await findPrepared(em, PushDevice, { statement: DEVICES, values }),
    ({ memberId }) => memberId,
  );
}
