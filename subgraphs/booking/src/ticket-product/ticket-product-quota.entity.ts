import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { ManyToOne, PrimaryKey, Unique } from '@mikro-orm/decorators/legacy';
import { Quota } from './quota.entity.ts';
import { TicketProduct } from './ticket-product.entity.ts';

/** That tickets of a product count against a quota. */
@TenantTable('ticket_product_quota')
@Unique({ properties: ['tenantId', 'product', 'quota'] })
export class TicketProductQuota extends TenantRow {
  @PrimaryKey({ type: new IdType('tpq') })
  id!: Id<'tpq'>;

  @ManyToOne(() => TicketProduct, {
    joinColumns: ['tenant_id', 'product_id'],
    ref: true,
    updateRule: 'no action',
  })
  product!: Ref<TicketProduct>;

  @ManyToOne(() => Quota, { joinColumns: ['tenant_id', 'quota_id'], ref: true, updateRule: 'no action' })
  quota!: Ref<Quota>;
}
