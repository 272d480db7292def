import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Pass } from './pass.entity.ts';

/**
 * What a booking took of one pass, so that it finds its way back. A booking that takes the place of another gets rows
 * of its own. Rows are only ever added: the role that serves may do nothing else.
 */
@ObjectType({ description: 'What a booking took of one pass.' })
@TenantTable('pass_use')
@Check({ name: 'pass_use_credits', expression: 'credits > 0' })
export class PassUse extends TenantRow {
  /** Bookings are younger than this, so it is their id and no more. */
  @PrimaryKey({ type: new IdType('bkg') })
  bookingId!: Id<'bkg'>;

  @ManyToOne(() => Pass, {
    primary: true,
    joinColumns: ['tenant_id', 'pass_id'],
    ref: true,
    updateRule: 'no action',
  })
  pass!: Ref<Pass>;

  @Field(() => Int, { description: 'Credits, from 1.' })
  @Property({ type: 'integer' })
  credits!: number;
}
