import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { joinWaitlist, leaveWaitlist, setWaitlistPriority } from './line.service.ts';
import { acceptOffer, declineOffer } from './offer.service.ts';
import {
  AcceptOfferPayload,
  DeclineOfferPayload,
  JoinWaitlistInput,
  JoinWaitlistPayload,
  joinWaitlistSchema,
  LeaveWaitlistPayload,
  SetWaitlistPriorityInput,
  SetWaitlistPriorityPayload,
  setWaitlistPrioritySchema,
  WaitlistEntryInput,
  waitlistEntrySchema,
} from './promotion.input.ts';

@Resolver()
export class PromotionResolver {
  @Mutation(() => JoinWaitlistPayload, {
    description:
      'Puts the member who asks, or a customer of staff, at the end of the line for seats of a full session. Errors: INVALID, NOT_FOUND, FORBIDDEN, SEATS_FREE, WAITLIST_CLOSED, ALREADY_WAITING, ALREADY_BOOKED, SESSION_STARTED, SESSION_CANCELED, IDEMPOTENCY_CONFLICT.',
  })
  async joinWaitlist(
    @Ctx() ctx: Context,
    @Arg('input', () => JoinWaitlistInput) input: JoinWaitlistInput,
  ): Promise<JoinWaitlistPayload> {
    return { entry: await joinWaitlist(ctx, parseInput(joinWaitlistSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => LeaveWaitlistPayload, {
    description:
      'Takes the member who asks, or for staff anybody, out of the line. Errors: INVALID, NOT_FOUND, NOT_WAITING, IDEMPOTENCY_CONFLICT.',
  })
  async leaveWaitlist(
    @Ctx() ctx: Context,
    @Arg('input', () => WaitlistEntryInput) input: WaitlistEntryInput,
  ): Promise<LeaveWaitlistPayload> {
    const { entryId } = parseInput(waitlistEntrySchema, input);
    return { entry: await leaveWaitlist(ctx, entryId, input.idempotencyKey) };
  }

  @Mutation(() => AcceptOfferPayload, {
    description:
      'Books the seats that are offered to the member who asks, or for staff to anybody; the booking says who made it. Errors: INVALID, NOT_FOUND, OFFER_EXPIRED, NOTHING_OFFERED, OFFERING_ARCHIVED, SESSION_STARTED, ALREADY_BOOKED, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, NO_CREDIT, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async acceptOffer(
    @Ctx() ctx: Context,
    @Arg('input', () => WaitlistEntryInput) input: WaitlistEntryInput,
  ): Promise<AcceptOfferPayload> {
    const { entryId } = parseInput(waitlistEntrySchema, input);
    return { booking: await acceptOffer(ctx, entryId, input.idempotencyKey) };
  }

  @Mutation(() => DeclineOfferPayload, {
    description:
      'Lets the seats go that are offered to the member who asks, or for staff to anybody. Errors: INVALID, NOT_FOUND, OFFER_EXPIRED, NOTHING_OFFERED, IDEMPOTENCY_CONFLICT.',
  })
  async declineOffer(
    @Ctx() ctx: Context,
    @Arg('input', () => WaitlistEntryInput) input: WaitlistEntryInput,
  ): Promise<DeclineOfferPayload> {
    const { entryId } = parseInput(waitlistEntrySchema, input);
    return { entry: await declineOffer(ctx, entryId, input.idempotencyKey) };
  }

  @Mutation(() => SetWaitlistPriorityPayload, {
    description:
      'Says who comes first in a waitlist. Errors: INVALID, NOT_FOUND, NOT_WAITING, IDEMPOTENCY_CONFLICT.',
  })
  async setWaitlistPriority(
    @Ctx() ctx: Context,
    @Arg('input', () => SetWaitlistPriorityInput) input: SetWaitlistPriorityInput,
  ): Promise<SetWaitlistPriorityPayload> {
    const wanted = parseInput(setWaitlistPrioritySchema, input);
    return { entry: await setWaitlistPriority(ctx, wanted, input.idempotencyKey) };
  }
}
