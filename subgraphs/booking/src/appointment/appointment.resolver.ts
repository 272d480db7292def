import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { Appointment, AppointmentContact } from './appointment.entity.ts';
import {
  AppointmentsArgs,
  appointmentsSchema,
  BookAppointmentInput,
  BookAppointmentPayload,
  bookAppointmentSchema,
  conversationSchema,
} from './appointment.input.ts';
import { APPOINTMENT_STATUSES, type AppointmentStatus } from './appointment.policy.ts';
import {
  appointmentOf,
  bookAppointment,
  listAppointments,
  listAppointmentsOfConversation,
  statusOfAppointment,
} from './appointment.service.ts';

const AppointmentConnection = connectionOf(Appointment, 'Appointment');

@Resolver(() => Appointment)
export class AppointmentResolver {
  @Query(() => AppointmentConnection, {
    description: 'Appointments that begin in a range of time, soonest first. Errors: INVALID.',
  })
  async appointments(
    @Ctx() ctx: Context,
    @Args(() => AppointmentsArgs) { from, to, status, ...args }: AppointmentsArgs,
  ): Promise<Connection<Appointment>> {
    parseInput(appointmentsSchema, { from, to, status });
    const range = { startsAt: from, endsAt: to };
    return toConnection(await listAppointments(ctx, range, status ?? null, args));
  }

  @Query(() => AppointmentConnection, {
    description: 'The appointments that a conversation led to, oldest first. Errors: INVALID.',
  })
  async appointmentsOfConversation(
    @Ctx() ctx: Context,
    @Arg('conversationId', () => ID) conversationId: string,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Appointment>> {
    const parsed = parseInput(conversationSchema, { conversationId });
    return toConnection(await listAppointmentsOfConversation(ctx, parsed.conversationId, args));
  }

  @FieldResolver(() => Booking, { description: 'The booking that stands for it now.' })
  booking(@Root() appointment: Appointment, @Ctx() ctx: Context): Promise<Booking> {
    return ctx.load(bookingById, appointment.booking.id);
  }

  @FieldResolver(() => APPOINTMENT_STATUSES, { description: 'Where it stands: as its booking does.' })
  status(@Root() appointment: Appointment, @Ctx() ctx: Context): Promise<AppointmentStatus> {
    return statusOfAppointment(ctx, appointment);
  }

  @FieldResolver(() => AppointmentContact, { description: 'Whom it is for.' })
  contact(@Root() { contactName, contactEmail, contactPhone }: Appointment): AppointmentContact {
    return { name: contactName, email: contactEmail, phone: contactPhone };
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'When it was promised: when it was made, or when staff approved it. None while it waits.',
  })
  async confirmedAt(@Root() appointment: Appointment, @Ctx() ctx: Context): Promise<Date | null> {
    const { confirmedAt } = await ctx.load(bookingById, appointment.booking.id);
    return confirmedAt;
  }

  @Mutation(() => BookAppointmentPayload, {
    description:
      'Books an appointment for somebody who need not be a member. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, WRONG_KIND, SLOT_TAKEN, OUTSIDE_OPENING_HOURS, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, FORBIDDEN, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async bookAppointment(
    @Ctx() ctx: Context,
    @Arg('input', () => BookAppointmentInput) input: BookAppointmentInput,
  ): Promise<BookAppointmentPayload> {
    const appointment = parseInput(bookAppointmentSchema, input);
    return { appointment: await bookAppointment(ctx, appointment, input.idempotencyKey) };
  }
}

/** The appointment seen from its booking. */
@Resolver(() => Booking)
export class BookingAppointmentResolver {
  @FieldResolver(() => Appointment, {
    nullable: true,
    description:
      'What it has of its own as an appointment; none when it was booked without a contact, or another booking took its place.',
  })
  appointment(@Root() booking: Booking, @Ctx() ctx: Context): Promise<Appointment | null> {
    return ctx.load(appointmentOf, booking.id);
  }
}
