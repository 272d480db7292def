import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Check, Enum, Index, ManyToOne, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { APPOINTMENT_SOURCES, APPOINTMENT_STATUSES, type AppointmentSource } from './appointment.policy.ts';

registerEnumType(APPOINTMENT_STATUSES, {
  name: 'AppointmentStatus',
  description:
    'Where an appointment stands; declined and late cancellations are CANCELED, checked in is CONFIRMED.',
});
registerEnumType(APPOINTMENT_SOURCES, {
  name: 'AppointmentSource',
  description: 'By what way an appointment was made.',
});

/** The id of an appointment. */
export type AppointmentId = Id<'apt'>;

@ObjectType({ description: 'Whom an appointment is for: nobody who has to sign in.' })
export class AppointmentContact {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'An e-mail address; it or the phone is always there.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number in E.164, such as +4722334455.' })
  phone!: string | null;
}

@ObjectType({
  description: 'What a booking of an appointment has of its own: whom it is for, and where it came from.',
})
@TenantTable('appointment')
@Unique({ properties: ['tenantId', 'booking'] })
@Index({ properties: ['tenantId', 'startsAt', 'id'] })
@Index({ properties: ['tenantId', 'conversationId', 'id'] })
@Check({ name: 'appointment_contact', expression: 'num_nonnulls(contact_email, contact_phone) > 0' })
export class Appointment extends TenantRow {
  @Field(() => ID)
  @PrimaryKey({ type: new IdType('apt') })
  id!: AppointmentId;

  /** The booking that stands for it now: one that is moved hands it on. */
  @ManyToOne(() => Booking, { joinColumns: ['tenant_id', 'booking_id'], ref: true, updateRule: 'no action' })
  booking!: Ref<Booking>;

  // All that is personal of a contact stands in this row, so that one statement can erase it.
  @Property({ type: 'text' })
  contactName!: string;

  @Property({ type: 'text', nullable: true })
  contactEmail!: string | null;

  @Property({ type: 'text', nullable: true })
  contactPhone!: string | null;

  @Field(() => APPOINTMENT_SOURCES, { description: 'By what way it was made.' })
  @Enum({ items: () => Object.values(APPOINTMENT_SOURCES), type: 'string' })
  source!: AppointmentSource;

  @Field(() => ID, { nullable: true, description: 'The conversation in which it was made.' })
  @Property({ type: 'text', nullable: true })
  conversationId!: string | null;

  /** When its session begins: kept here too, so that the list of them answers from one index. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it was made; one that was moved keeps the time.' })
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;
}
