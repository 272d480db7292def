import type { DomainEvent } from '@freehold/kernel/events/domain-event';
import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { bookingById } from '../booking/booking.service.ts';
import { WaitlistChanged } from '../events.ts';
import { onlyThose } from '../only-those.ts';
import { Member } from '../references/member.reference.ts';
import { Session } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import {
  WAITLIST_STATUSES,
  WaitlistEntry,
  type WaitlistEntryId,
  type WaitlistStatus,
} from './waitlist.entity.ts';
import {
  listMyWaitlist,
  listWaitlist,
  listWaitlistLog,
  myWaitlistEntryOf,
  placeOf,
  waitlistEntryById,
} from './waitlist.service.ts';
import { WaitlistRecord } from './waitlist-log.entity.ts';

const WaitlistEntryConnection = connectionOf(WaitlistEntry, 'WaitlistEntry');
const WaitlistRecordConnection = connectionOf(WaitlistRecord, 'WaitlistRecord');

@Resolver(() => WaitlistEntry)
export class WaitlistResolver {
  @Query(() => WaitlistEntryConnection, {
    description:
      'The waitlist entries of the member who asks, newest first, ended ones included. Errors: INVALID.',
  })
  async myWaitlist(
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<WaitlistEntry>> {
    return toConnection(await listMyWaitlist(ctx, args));
  }

  @FieldResolver(() => Session, { description: 'What is waited for.' })
  session(@Root() entry: WaitlistEntry, @Ctx() ctx: Context): Promise<Session> {
    return ctx.load(sessionById, entry.session.id);
  }

  @FieldResolver(() => Member, { description: 'Who waits.' })
  customer(@Root() entry: WaitlistEntry): Member {
    return Member.of(entry.customerId);
  }

  @FieldResolver(() => WAITLIST_STATUSES, { description: 'Where it stands.' })
  status(@Root() entry: WaitlistEntry, @Ctx() ctx: Context): WaitlistStatus {
    return entry.statusAt(ctx.now());
  }

  @FieldResolver(() => Int, { nullable: true, description: 'The place in the line, from 1, while it waits.' })
  place(@Root() entry: WaitlistEntry, @Ctx() ctx: Context): Promise<number | null> {
    return placeOf(ctx, entry);
  }

  @FieldResolver(() => Booking, { nullable: true, description: 'What came of it.' })
  booking(@Root() entry: WaitlistEntry, @Ctx() ctx: Context): Promise<Booking> | null {
    return entry.bookingId && ctx.load(bookingById, entry.bookingId);
  }

  @Subscription(() => WaitlistEntry, {
    description: 'An entry of the member who asks each time it is made or changes.',
    subscribe: ({ context }: { context: Context }) => {
      const { id } = context.member();
      return onlyThose(context.live(WaitlistChanged), ({ payload }) => payload.customerId === id);
    },
  })
  myWaitlistChanged(
    @Root() event: DomainEvent<{ entryId: WaitlistEntryId }>,
    @Ctx() ctx: Context,
  ): Promise<WaitlistEntry> {
    return ctx.load(waitlistEntryById, event.payload.entryId);
  }
}

/** Waitlists seen from a session. */
@Resolver(() => Session)
export class SessionWaitlistResolver {
  @FieldResolver(() => WaitlistEntryConnection, {
    description: 'Those who wait for its seats, or are offered some, in their order. Errors: INVALID.',
  })
  async waitlist(
    @Root() session: Session,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<WaitlistEntry>> {
    return toConnection(await listWaitlist(ctx, session.id, args));
  }

  @FieldResolver(() => WaitlistRecordConnection, {
    description: 'What happened in its waitlist and why, oldest first. Errors: INVALID.',
  })
  async waitlistLog(
    @Root() session: Session,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<WaitlistRecord>> {
    return toConnection(await listWaitlistLog(ctx, session.id, args));
  }

  @FieldResolver(() => WaitlistEntry, {
    nullable: true,
    description: 'The entry by which the member who asks waits for its seats, or is offered some.',
  })
  myWaitlistEntry(@Root() session: Session, @Ctx() ctx: Context): Promise<WaitlistEntry | null> {
    return ctx.load(myWaitlistEntryOf, session.id);
  }
}

@Resolver(() => WaitlistRecord)
export class WaitlistRecordResolver {
  @FieldResolver(() => WaitlistEntry, {
    nullable: true,
    description: 'Whom it is about; null for all who wait.',
  })
  entry(@Root() record: WaitlistRecord, @Ctx() ctx: Context): Promise<WaitlistEntry> | null {
    return record.entryId && ctx.load(waitlistEntryById, record.entryId);
  }
}
