import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { PrimaryKeyProp } from '@mikro-orm/core';
import { Check, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PassRevoked } from './pass.errors.ts';

/** The id of a pass. */
export type PassId = Id<'pss'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'Credits that a customer has for booking, and how long they are good for it.',
})
@TenantTable('pass')
@Check({ name: 'pass_credits', expression: 'credits_left >= 0 and credits_left <= credits' })
@Check({ name: 'pass_validity', expression: 'valid_from < valid_until' })
@Index({ properties: ['tenantId', 'customerId', 'validUntil', 'id'] })
export class Pass extends TenantRow {
  declare [PrimaryKeyProp]?: ['tenantId', 'id'];

  @Field(() => ID)
  @PrimaryKey({ type: new IdType('pss') })
  id!: PassId;

  @Property({ type: new IdType('mbr') })
  customerId!: MemberId;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => Int, { description: 'Credits that it was given, changes included.' })
  @Property({ type: 'integer' })
  credits!: number;

  @Field(() => Int, { description: 'Credits that are left; always the sum of its entries.' })
  @Property({ type: 'integer' })
  creditsLeft!: number;

  @Field(() => Date, { description: 'From this instant on it is good for booking.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  validFrom!: Date;

  @Field(() => Date, { description: 'From this instant on it is not any more.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  validUntil!: Date;

  /** The offerings for which it is good; none is all of them. */
  @Property({ type: 'array', columnType: 'text[]' })
  offeringIds!: string[];

  @Field(() => Int, { description: 'The priority with which its customer joins waitlists, 0 to 1,000.' })
  @Property({ type: 'integer' })
  waitlistPriority!: number;

  @Field(() => Date, { nullable: true, description: 'When it was revoked.' })
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** @throws {PassRevoked} when it was revoked. */
  refuseWhenRevoked(): void {
    if (this.revokedAt) throw new PassRevoked(this.revokedAt);
  }

  /**
   * Ends it; its credits are gone.
   * @throws {PassRevoked} when it was revoked before.
   */
  revoke(now: Date): void {
    this.refuseWhenRevoked();
    this.revokedAt = now;
    this.creditsLeft = 0;
  }
}
