import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const policyActions = {
  'policy.set': ADMINS,
  'policy.override': STAFF,
} satisfies Actions;

/** Whoever may book may read by which rules. */
export const policyPermissions: Permissions = {
  Query: { bookingPolicy: anyone, bookingPolicies: can('policy.set') },
  Mutation: { setBookingPolicy: can('policy.set') },
  SetBookingPolicyPayload: { policy: can('policy.set') },
  BookingPolicy: {
    version: anyone,
    createdAt: anyone,
    offering: anyone,
    opensDaysAhead: anyone,
    closesMinutesBefore: anyone,
    limits: anyone,
    cancellation: anyone,
    rescheduleNoticeMinutes: anyone,
    checkIn: anyone,
    noShow: anyone,
    strikes: anyone,
    waitlist: anyone,
    creditsPerSeat: anyone,
    jobPhotos: anyone,
  },
  BookingLimit: { bookings: anyone, seats: anyone },
  BookingLimits: { perDay: anyone, perSevenDays: anyone, concurrent: anyone },
  CancellationTier: {
    untilMinutesBefore: anyone,
    refundPercent: anyone,
    feeMinor: anyone,
    creditBack: anyone,
  },
  CheckInRule: { opensMinutesBefore: anyone, closesMinutesAfter: anyone, releasesSeat: anyone },
  JobPhotoRule: { before: anyone, after: anyone },
  NoShowRule: { graceHours: anyone, consequence: anyone, feeMinor: anyone },
  StrikeRule: { count: anyone, windowDays: anyone, blockDays: anyone, unblockFeeMinor: anyone },
  ...connectionPermissions('BookingPolicy', can('policy.set')),
  WaitlistRule: {
    mode: anyone,
    autoPromoteUntilMinutes: anyone,
    offerHours: anyone,
    closesMinutesBefore: anyone,
    partyThatDoesNotFit: anyone,
  },
};
