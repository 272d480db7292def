import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { SelectedNodes } from '@freehold/kernel/subgraph/schema/selected';
import type { Selection } from '@freehold/kernel/values/selection';
import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import { BookingChanged } from '../events.ts';
import { onlyThose } from '../only-those.ts';
import { Override } from '../override/override.entity.ts';
import { overridesOf } from '../override/override.service.ts';
import { passUsesOf } from '../pass/credit.service.ts';
import { PassUse } from '../pass/pass-use.entity.ts';
import { Member } from '../references/member.reference.ts';
import { Tenant } from '../references/tenant.reference.ts';
import { Session } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { BOOKING_TIMES, type BookingTime } from './agenda.page.ts';
import { Booking, type BookingId } from './booking.entity.ts';
import {
  bookingById,
  listAgenda,
  listBookings,
  listBookingsBy,
  listBookingsOf,
  myBookingOf,
} from './booking.service.ts';

type ChangeOfBooking = DomainEvent<{ bookingId: BookingId }>;

const BookingConnection = connectionOf(Booking, 'Booking');

@Resolver(() => Booking)
export class BookingResolver {
  @Query(() => BookingConnection, {
    description:
      'The bookings of the member who asks: those of a time in the order of their sessions, or without one all, the last that was made first. Errors: INVALID.',
  })
  async myBookings(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @SelectedNodes() selection: Selection,
    @Arg('time', () => BOOKING_TIMES, { nullable: true }) time?: BookingTime | null,
  ): Promise<Connection<Booking>> {
    if (time) return toConnection(await listAgenda(ctx, time, args));
    return toConnection(await listBookingsBy(ctx, ctx.member().id, args, selection));
  }

  @FieldResolver(() => Session, { description: 'What it is a booking of.' })
  session(@Root() booking: Booking, @Ctx() ctx: Context): Session | Promise<Session> {
    return ctx.follow(booking, 'session', sessionById);
  }

  @FieldResolver(() => Member, { description: 'Whose booking it is.' })
  customer(@Root() booking: Booking): Member {
    return Member.of(booking.customerId);
  }

  @FieldResolver(() => Member, { description: 'Who made it: the customer, or staff for the customer.' })
  bookedBy(@Root() booking: Booking): Member {
    return Member.of(booking.bookedBy ?? booking.customerId);
  }

  @FieldResolver(() => MoneyType, { description: 'Price of all its seats, as it was when it was made.' })
  price(@Root() booking: Booking): MoneyType {
    return { amountMinor: booking.priceMinor, currency: booking.currency };
  }

  @FieldResolver(() => MoneyType, { description: 'What is refunded of the price, since it was given back.' })
  refund(@Root() booking: Booking): MoneyType {
    return { amountMinor: booking.refundMinor, currency: booking.currency };
  }

  @FieldResolver(() => MoneyType, {
    description: 'What giving it back, or missing it, cost beside the price.',
  })
  fee(@Root() booking: Booking): MoneyType {
    return { amountMinor: booking.feeMinor, currency: booking.currency };
  }

  @FieldResolver(() => [Override], {
    description:
      'When staff set the rules aside for it, oldest first: 2 at most, and one for each photo that was removed of a completed job. For staff.',
  })
  overrides(@Root() booking: Booking, @Ctx() ctx: Context): Promise<readonly Override[]> {
    return ctx.load(overridesOf, booking.id);
  }

  @FieldResolver(() => [PassUse], {
    description: 'Of which passes its credits were taken, the one that ends first before the others.',
  })
  passes(@Root() booking: Booking, @Ctx() ctx: Context): readonly PassUse[] | Promise<readonly PassUse[]> {
    return booking.creditsTaken === 0 ? [] : ctx.load(passUsesOf, booking.id);
  }

  @FieldResolver(() => Booking, { nullable: true, description: 'The booking that took its place.' })
  rescheduledTo(@Root() booking: Booking, @Ctx() ctx: Context): Promise<Booking> | null {
    return booking.rescheduledTo && ctx.load(bookingById, booking.rescheduledTo);
  }
}

/** Bookings as they change. */
@Resolver(() => Booking)
export class LiveBookingResolver {
  @Subscription(() => Booking, {
    description: 'A booking of the tenant each time one is made or changes; for staff.',
    subscribe: ({ context }: { context: Context }) => context.live(BookingChanged),
  })
  bookingChanged(@Root() event: ChangeOfBooking, @Ctx() ctx: Context): Promise<Booking> {
    return ctx.load(bookingById, event.payload.bookingId);
  }

  @Subscription(() => Booking, {
    description: 'A booking of the member who asks each time one is made or changes.',
    subscribe: ({ context }: { context: Context }) => {
      const { id } = context.member();
      return onlyThose(context.live(BookingChanged), ({ payload }) => payload.customerId === id);
    },
  })
  myBookingChanged(@Root() event: ChangeOfBooking, @Ctx() ctx: Context): Promise<Booking> {
    return ctx.load(bookingById, event.payload.bookingId);
  }
}

/** Bookings seen from the tenant. */
@Resolver(() => Tenant)
export class TenantBookingsResolver {
  @FieldResolver(() => BookingConnection, { description: 'All bookings, newest first. Errors: INVALID.' })
  async bookings(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Connection<Booking>> {
    return toConnection(await listBookings(ctx, args, selection));
  }
}

/** Bookings seen from a session. */
@Resolver(() => Session)
export class SessionBookingsResolver {
  @FieldResolver(() => BookingConnection, { description: 'Its bookings, newest first. Errors: INVALID.' })
  async bookings(
    @Root() session: Session,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @SelectedNodes() selection: Selection,
  ): Promise<Connection<Booking>> {
    return toConnection(await listBookingsOf(ctx, session.id, args, selection));
  }

  @FieldResolver(() => Booking, {
    nullable: true,
    description: 'The booking that the member who asks holds of it.',
  })
  myBooking(@Root() session: Session, @Ctx() ctx: Context): Promise<Booking | null> {
    return ctx.load(myBookingOf, session.id);
  }
}

/** Bookings seen from the member who booked. */
@Resolver(() => Member)
export class MemberBookingsResolver {
  @FieldResolver(() => BookingConnection, { description: 'Their bookings, newest first. Errors: INVALID.' })
  async bookings(
    @Root() member: Member,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Booking>> {
    return toConnection(await listBookingsBy(ctx, member.id, args));
  }
}
