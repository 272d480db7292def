import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import { Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';

/** The id of a device. */
export type PushDeviceId = Id<'pdv'>;

@ObjectType({ description: 'A device on which a member is told things. Its token is told to nobody.' })
@TenantTable('push_device')
@Unique({ properties: ['tenantId', 'token'] })
@Index({ properties: ['tenantId', 'memberId', 'id'] })
export class PushDevice extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('pdv') })
  id!: PushDeviceId;

  @Property({ type: new IdType('mbr') })
  memberId!: MemberId;

  /** What the push service calls it. */
  @Property({ type: 'text' })
  token!: string;

  @Field(() => Date, { description: 'Since when.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  registeredAt!: Date;
}
