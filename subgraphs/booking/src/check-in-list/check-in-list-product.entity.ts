import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { ManyToOne, PrimaryKey, Unique } from '@mikro-orm/decorators/legacy';
import { TicketProduct } from '../ticket-product/ticket-product.entity.ts';
import { CheckInList } from './check-in-list.entity.ts';

/** That tickets of a product are good at a list. */
@TenantTable('check_in_list_product')
@Unique({ properties: ['tenantId', 'list', 'product'] })
export class CheckInListProduct extends TenantRow {
  @PrimaryKey({ type: new IdType('clp') })
  id!: Id<'clp'>;

  @ManyToOne(() => CheckInList, { joinColumns: ['tenant_id', 'list_id'], ref: true, updateRule: 'no action' })
  list!: Ref<CheckInList>;

  @ManyToOne(() => TicketProduct, {
    joinColumns: ['tenant_id', 'product_id'],
    ref: true,
    updateRule: 'no action',
  })
  product!: Ref<TicketProduct>;
}
