import type { MemberId, TenantId } from '@freehold/kernel/caller/caller';
import {
  answeredAs,
  askTogether,
  type EntityStatement,
  entitiesOf,
  type Question,
} from '@freehold/kernel/database/prepared/ask-prepared';
import { tenantUuidOf } from '@freehold/kernel/database/transaction';
import { uuidOf } from '@freehold/kernel/values/id';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Customer } from '../customer/customer.entity.ts';
import { type Voice, voiceOf } from './voice.service.ts';

const CUSTOMERS: EntityStatement = (columns) =>
  `select ${columns} from customer where tenant_id = $1 and id = any ($2::uuid[])`;

/** Those who are told something, and the language of those who chose none. */
export interface Audience {
  /** By their ids; of some nothing is known yet. */
  readonly customers: ReadonlyMap<MemberId, Customer | null>;
  readonly voice: Voice;
}

/** How those wish to be told things who are. */
export function customersOf(em: EntityManager, ids: readonly MemberId[]): Question<Audience['customers']> {
  const values = [tenantUuidOf(em), [...new Set(ids)].map(uuidOf)];
  return answeredAs(entitiesOf(em, Customer, { statement: CUSTOMERS, values }), (customers) => {
    const byId = new Map(customers.map((customer) => [customer.id, customer]));
    return new Map(ids.map((id) => [id, byId.get(id) ?? null]));
  });
}

/** Looks up an audience, in one round trip. */
export async function audienceOf(
  em: EntityManager,
  tenantId: TenantId,
  ids: readonly MemberId[],
): Promise<Audience> {
  const [customers, voice] = await askTogether(em, [customersOf(em, ids), voiceOf(em, tenantId)]);
  return { customers, voice };
}
