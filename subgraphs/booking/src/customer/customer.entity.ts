import type { MemberId } from '@freehold/kernel/caller/caller';
import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import { Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { UnreachableByText } from './customer.errors.ts';
import { searchKey } from './customer.policy.ts';

/** What a customer wishes to change; what is left out stays. */
export interface ProfileChange {
  readonly phone?: string | null | undefined;
  readonly locale?: string | undefined;
  readonly emailReminders?: boolean | undefined;
  readonly smsReminders?: boolean | undefined;
  readonly pushReminders?: boolean | undefined;
}

/** The one table of this subgraph that holds personal data: everything else names customers by their member's id. */
@ObjectType('CustomerProfile', {
  description: 'Who somebody is to those with whom they book, and how they wish to be reached.',
})
@TenantTable('customer')
@Index({ properties: ['tenantId', 'nameKey', 'id'] })
@Index({ properties: ['tenantId', 'email', 'id'] })
export class Customer extends TenantRow {
  /** The id of the member, which tenancy gave. */
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('mbr') })
  id!: MemberId;

  @Field(() => String, { description: 'The name, 1 to 200 characters.' })
  @Property({ type: 'text' })
  name!: string;

  /** The name as it is searched and ordered: byte by byte, so that one index answers both. */
  @Property({ type: 'text', collation: 'C' })
  nameKey!: string;

  @Field(() => String, { description: 'The e-mail address, in lower case.' })
  @Property({ type: 'text', collation: 'C' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: "The language in which they are addressed, a BCP 47 tag; null is the tenant's.",
  })
  @Property({ type: 'text', nullable: true })
  locale!: string | null;

  @Field(() => String, { nullable: true, description: 'The telephone number in E.164, such as +4791234567.' })
  @Property({ type: 'text', nullable: true })
  phone!: string | null;

  @Field(() => Boolean, { description: 'Whether reminders come by e-mail.' })
  @Property({ type: 'boolean' })
  emailReminders!: boolean;

  @Field(() => Boolean, { description: 'Whether reminders come as text messages; only with a number.' })
  @Property({ type: 'boolean' })
  smsReminders!: boolean;

  @Field(() => Boolean, { description: 'Whether reminders come to their devices.' })
  @Property({ type: 'boolean' })
  pushReminders!: boolean;

  @Field(() => Date, { description: 'Since when they belong to the tenant.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  since!: Date;

  /**
   * Takes over what the customer wishes.
   * @throws {UnreachableByText} when text messages are wished and there is no number for them.
   */
  change(wish: ProfileChange): void {
    this.phone = wish.phone === undefined ? this.phone : wish.phone;
    this.locale = wish.locale ?? this.locale;
    this.emailReminders = wish.emailReminders ?? this.emailReminders;
    this.smsReminders = wish.smsReminders ?? this.smsReminders;
    this.pushReminders = wish.pushReminders ?? this.pushReminders;
    if (this.smsReminders && this.phone === null) throw new UnreachableByText();
  }
}

/** What tenancy tells of somebody who joined. */
export interface Newcomer {
  readonly id: MemberId;
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
  readonly since: Date;
}

/** The row of somebody who has wished nothing yet: reminders come by e-mail. */
export function rowOf(newcomer: Newcomer): Omit<Customer, 'tenantId' | 'change'> {
  return {
    ...newcomer,
    nameKey: searchKey(newcomer.name),
    phone: null,
    emailReminders: true,
    smsReminders: false,
    pushReminders: false,
  };
}
