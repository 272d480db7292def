import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { NodeType } from '@freehold/kernel/subgraph/schema/node-type';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Enum, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Event } from '../event/event.entity.ts';

/** Which ways are scanned at the gates of a list. */
export const CHECK_IN_MODES = { IN: 'IN', IN_OUT: 'IN_OUT' } as const;
/** One of {@link CHECK_IN_MODES}. */
export type CheckInMode = keyof typeof CHECK_IN_MODES;
registerEnumType(CHECK_IN_MODES, {
  name: 'CheckInMode',
  description: 'Which ways are scanned: in alone, or in and out.',
});

/** The id of a check-in list. */
export type CheckInListId = Id<'cil'>;

@Directive('@key(fields: "id")')
@ObjectType({
  implements: NodeType,
  description: 'A gate, or a counter: which tickets are good there, and how often.',
})
@TenantTable('check_in_list')
@Index({ properties: ['tenantId', 'event', 'id'] })
export class CheckInList extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('cil') })
  id!: CheckInListId;

  @ManyToOne(() => Event, { joinColumns: ['tenant_id', 'event_id'], ref: true, updateRule: 'no action' })
  event!: Ref<Event>;

  @Field(() => String, { description: 'Its name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  @Field(() => CHECK_IN_MODES, { description: 'Which ways are scanned.' })
  @Enum({ items: () => Object.values(CHECK_IN_MODES), type: 'string' })
  mode!: CheckInMode;

  @Field(() => Boolean, {
    description: 'Whether a ticket admits again; where both ways are scanned, after its bearer went out.',
  })
  @Property({ type: 'boolean' })
  allowsReentry!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the staff has to confirm each admission, for a look at a card.',
  })
  @Property({ type: 'boolean' })
  confirmRequired!: boolean;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
