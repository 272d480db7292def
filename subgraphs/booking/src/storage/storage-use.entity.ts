import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { BigIntType } from '@mikro-orm/core';
import { Check, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** How many bytes are kept for a tenant. A tenant has one row, or none; its id is the tenant's. */
@TenantTable('storage_use')
@Check({ name: 'storage_use_bytes', expression: 'bytes >= 0' })
export class StorageUse extends TenantRow {
  @PrimaryKey({ type: new IdType('stu') })
  id!: Id<'stu'>;

  @Property({ type: new BigIntType('bigint') })
  bytes!: bigint;
}
