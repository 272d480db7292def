import { ConnectionArgs } from '@freehold/kernel/subgraph/schema/connection';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Appointment } from './appointment.entity.ts';
import {
  APPOINTMENT_SOURCES,
  APPOINTMENT_STATUSES,
  type AppointmentSource,
  type AppointmentStatus,
} from './appointment.policy.ts';

const DAY_MS = 86_400_000;

@InputType({ description: 'Whom an appointment is for. An e-mail address, a phone number, or both.' })
export class AppointmentContactInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'An e-mail address, up to 254 characters.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number in E.164, such as +4722334455.' })
  phone?: string | null;
}

@InputType({ description: 'An appointment for somebody, booked by the member who asks.' })
export class BookAppointmentInput {
  @Field(() => ID, { description: 'An offering of kind APPOINTMENT.' })
  offeringId!: string;

  @Field(() => Date, { description: 'When it begins; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description:
      "With whom or where: the offering's resource, or one of its pool. Any that is free unless given.",
  })
  resourceId?: string | null;

  @Field(() => AppointmentContactInput)
  contact!: AppointmentContactInput;

  @Field(() => ID, {
    nullable: true,
    description: 'The conversation in which it is made, 1 to 100 characters; for staff alone.',
  })
  conversationId?: string | null;

  @Field(() => APPOINTMENT_SOURCES, {
    description:
      'By what way it is made: WEB for everybody, the others for staff and for the chatbot that works as staff.',
  })
  source!: AppointmentSource;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff sets the rules aside, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

const conversationId = z.string().trim().min(1).max(100);

/** What appointment may be booked. */
export const bookAppointmentSchema = z.object({
  offeringId: idSchema('off'),
  startsAt: z.date(),
  resourceId: idSchema('rsc').nullish(),
  contact: z
    .object({
      name: z.string().trim().min(1).max(200),
      email: z.email().max(254).nullish(),
      phone: z.e164().nullish(),
    })
    .refine(({ email, phone }) => Boolean(email ?? phone), 'must have an e-mail address or a phone number'),
  conversationId: conversationId.nullish(),
  source: z.enum(APPOINTMENT_SOURCES),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

/** When appointments begin that are listed. */
@ArgsType()
export class AppointmentsArgs extends ConnectionArgs {
  @Field(() => Date, { description: 'The first instant at which one may begin.' })
  from!: Date;

  @Field(() => Date, { description: 'The instant before which it begins, at most 400 days later.' })
  to!: Date;

  @Field(() => APPOINTMENT_STATUSES, {
    nullable: true,
    description: 'Where they stand; anywhere unless given.',
  })
  status?: AppointmentStatus | null;
}

/** Which appointments are listed. */
export const appointmentsSchema = z
  .object({ from: z.date(), to: z.date(), status: z.enum(APPOINTMENT_STATUSES).nullish() })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'must be after from' })
  .refine(({ from, to }) => to.getTime() - from.getTime() <= 400 * DAY_MS, {
    path: ['to'],
    message: 'must be at most 400 days after from',
  });

/** Whose appointments are meant. */
export const conversationSchema = z.object({ conversationId });

@ObjectType({ description: 'The appointment that was made; its `booking` is what was booked.' })
export class BookAppointmentPayload {
  @Field(() => Appointment)
  appointment!: Appointment;
}
