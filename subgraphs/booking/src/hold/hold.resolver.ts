import type { Context } from '@freehold/kernel/subgraph/context';
import { MoneyType } from '@freehold/kernel/subgraph/schema/money-type';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql';
import { Offering } from '../offering/offering.entity.ts';
import { offeringById } from '../offering/offering.service.ts';
import { Session } from '../session/session.entity.ts';
import { sessionById } from '../session/session.service.ts';
import { expiredSeatsOf } from './held-seats.service.ts';
import { Hold } from './hold.entity.ts';
import {
  CreateHoldInput,
  CreateHoldPayload,
  createHoldSchema,
  ReleaseHoldInput,
  ReleaseHoldPayload,
  releaseHoldSchema,
} from './hold.input.ts';
import { createHold, type HoldRequest, releaseHold } from './hold.service.ts';

@Resolver(() => Hold)
export class HoldResolver {
  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The session whose seats it holds; null when it holds a time of the offering.',
  })
  session(@Root() hold: Hold, @Ctx() ctx: Context): Promise<Session> | null {
    return hold.session && ctx.load(sessionById, hold.session.id);
  }

  @FieldResolver(() => Offering, { description: 'What it holds something of.' })
  offering(@Root() hold: Hold, @Ctx() ctx: Context): Promise<Offering> {
    return ctx.load(offeringById, hold.offering.id);
  }

  @FieldResolver(() => MoneyType, { description: 'What each seat costs that is booked with it.' })
  async seatPrice(@Root() hold: Hold, @Ctx() ctx: Context): Promise<MoneyType> {
    const { priceMinor, currency } = await ctx.load(offeringById, hold.offering.id);
    return { amountMinor: hold.seatPriceMinor ?? priceMinor, currency };
  }

  @Mutation(() => CreateHoldPayload, {
    description:
      'Keeps seats of a session, or a time of an offering, for the member who asks or a customer of staff, for 5 minutes, at the price of now; 5 at a time. A repetition answers the same hold while it holds; later HOLD_EXPIRED, or HOLD_ENDED when it was used, released or called off. Errors: INVALID, NOT_FOUND, FORBIDDEN, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, SLOT_TAKEN, SESSION_STARTED, SESSION_CANCELED, NOT_BY_INTERVAL, OUTSIDE_OPENING_HOURS, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, MEMBER_BLOCKED, TOO_MANY_HOLDS, HOLD_EXPIRED, HOLD_ENDED, IDEMPOTENCY_CONFLICT.',
  })
  async createHold(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateHoldInput) input: CreateHoldInput,
  ): Promise<CreateHoldPayload> {
    const wanted = parseInput(createHoldSchema, input);
    const { seats, customerId } = wanted;
    const request: HoldRequest = wanted.sessionId
      ? { sessionId: wanted.sessionId, seats, customerId }
      : { offeringId: wanted.offeringId, startsAt: wanted.startsAt, seats, customerId };
    return { hold: await createHold(ctx, request, input.idempotencyKey) };
  }

  @Mutation(() => ReleaseHoldPayload, {
    description:
      'Gives up a hold of the member who asks, or of a customer of staff. Errors: INVALID, NOT_FOUND, FORBIDDEN, HOLD_EXPIRED, IDEMPOTENCY_CONFLICT.',
  })
  async releaseHold(
    @Ctx() ctx: Context,
    @Arg('input', () => ReleaseHoldInput) input: ReleaseHoldInput,
  ): Promise<ReleaseHoldPayload> {
    const wanted = parseInput(releaseHoldSchema, input);
    return { releasedHoldId: await releaseHold(ctx, wanted, input.idempotencyKey) };
  }
}

/** Seats of a session, holds that have expired left out. */
@Resolver(() => Session)
export class SessionSeatsResolver {
  @FieldResolver(() => Int, { description: 'Seats that are booked or held.' })
  async seatsTaken(@Root() session: Session, @Ctx() ctx: Context): Promise<number> {
    return session.seatsTaken - (await ctx.load(expiredSeatsOf, session.id));
  }

  @FieldResolver(() => Int, { description: 'Seats that are free.' })
  async seatsLeft(@Root() session: Session, @Ctx() ctx: Context): Promise<number> {
    return session.seatsLeft + (await ctx.load(expiredSeatsOf, session.id));
  }
}
