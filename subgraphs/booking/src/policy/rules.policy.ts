import { z } from 'zod';

/** What missing a session costs a member. */
export const CONSEQUENCES = {
  NONE: 'NONE',
  FEE: 'FEE',
  CREDIT_LOST: 'CREDIT_LOST',
  STRIKE: 'STRIKE',
} as const;
/** One of {@link CONSEQUENCES}. */
export type Consequence = keyof typeof CONSEQUENCES;

/** How somebody in a waitlist gets a seat: at once, or by an offer that expires. */
export const WAITLIST_MODES = { AUTO: 'AUTO', OFFER: 'OFFER' } as const;
/** One of {@link WAITLIST_MODES}. */
export type WaitlistMode = keyof typeof WAITLIST_MODES;

/** What happens to a party that is larger than the seats that are free: the next one is asked, or all wait. */
export const UNFIT_PARTIES = { SKIP_ONCE: 'SKIP_ONCE', HOLD_LINE: 'HOLD_LINE' } as const;
/** One of {@link UNFIT_PARTIES}. */
export type UnfitParty = keyof typeof UNFIT_PARTIES;

const MONTH_MINUTES = 30 * 1440;
const YEAR_MINUTES = 365 * 1440;
const feeSchema = z.coerce.number().int().min(0).max(1_000_000_000);
const countSchema = z.number().int().min(1).max(1000);
const noneOr = <S extends z.ZodType>(schema: S) => z.preprocess((value) => value ?? null, schema.nullable());

const limitSchema = z.object({ bookings: noneOr(countSchema), seats: noneOr(countSchema) });
const noLimit = { bookings: null, seats: null };
const limitOrNone = z.preprocess((value) => value ?? noLimit, limitSchema);

const tierSchema = z
  .object({
    untilMinutesBefore: z.number().int().min(0).max(YEAR_MINUTES),
    refundPercent: noneOr(z.number().int().min(0).max(100)),
    feeMinor: noneOr(feeSchema),
    creditBack: z.boolean(),
  })
  .refine(({ refundPercent, feeMinor }) => (refundPercent === null) !== (feeMinor === null), {
    message: 'needs either refundPercent or feeMinor',
  });

const checkInSchema = z
  .object({
    opensMinutesBefore: z.number().int().min(0).max(1440),
    closesMinutesAfter: noneOr(z.number().int().min(-1440).max(1440)),
    releasesSeat: z.boolean(),
  })
  .refine(
    ({ opensMinutesBefore, closesMinutesAfter }) =>
      closesMinutesAfter === null || closesMinutesAfter > -opensMinutesBefore,
    { path: ['closesMinutesAfter'], message: 'must be after check-in opens' },
  )
  .refine(({ closesMinutesAfter, releasesSeat }) => !releasesSeat || closesMinutesAfter !== null, {
    path: ['releasesSeat'],
    message: 'needs closesMinutesAfter',
  });

const noShowSchema = z
  .object({
    graceHours: z.number().int().min(0).max(168),
    consequence: z.enum(CONSEQUENCES),
    feeMinor: noneOr(feeSchema),
  })
  .refine(({ consequence, feeMinor }) => (consequence === 'FEE') === (feeMinor !== null), {
    path: ['feeMinor'],
    message: 'belongs to the consequence FEE, and to no other',
  });

const strikesSchema = z.object({
  count: z.number().int().min(1).max(100),
  windowDays: z.number().int().min(1).max(365),
  blockDays: z.number().int().min(1).max(365),
  unblockFeeMinor: noneOr(feeSchema),
});

const waitlistSchema = z.object({
  mode: z.enum(WAITLIST_MODES),
  autoPromoteUntilMinutes: z.number().int().min(0).max(MONTH_MINUTES),
  offerHours: z.number().int().min(1).max(168),
  closesMinutesBefore: z.number().int().min(0).max(MONTH_MINUTES),
  partyThatDoesNotFit: z.enum(UNFIT_PARTIES),
});

/** The rules of booking, complete and within their bounds. Null means that there is no such rule. */
export const rulesSchema = z.object({
  /** Booking opens so many days of 24 hours before the start, 0 to 400. */
  opensDaysAhead: noneOr(z.number().int().min(0).max(400)),
  closesMinutesBefore: z.number().int().min(0).max(MONTH_MINUTES),
  limits: z.object({ perDay: limitOrNone, perSevenDays: limitOrNone, concurrent: limitOrNone }),
  /** Earliest first: each tier is open until so many minutes before the start. */
  cancellation: z
    .array(tierSchema)
    .max(10)
    .refine(
      (tiers) =>
        tiers.every((tier, index) => {
          const before = tiers[index - 1];
          return !before || before.untilMinutesBefore > tier.untilMinutesBefore;
        }),
      { message: 'must be ordered by untilMinutesBefore, the largest first, each once' },
    ),
  rescheduleNoticeMinutes: z.number().int().min(0).max(MONTH_MINUTES),
  checkIn: checkInSchema,
  noShow: noneOr(noShowSchema),
  strikes: noneOr(strikesSchema),
  waitlist: waitlistSchema,
  /** Credits that each seat takes of a pass; 0 is that no pass is needed. */
  creditsPerSeat: z.number().int().min(0).max(100),
  /** Without which photos a job is not completed. */
  jobPhotos: z.object({ before: z.boolean(), after: z.boolean() }),
});

/** The rules of booking of one policy version. */
export type Rules = z.infer<typeof rulesSchema>;
/** A limit, counted in bookings and in people; null is no limit. */
export type Limit = Rules['limits']['perDay'];
/** What giving a booking back costs until a time before the start. */
export type CancellationTier = Rules['cancellation'][number];

/**
 * What holds for a tenant that has written nothing: free until 120 minutes before, no limit, and nobody looks
 * who came, because a tenant that does not check its members in would block all of them.
 */
export const BUILT_IN_RULES: Rules = {
  opensDaysAhead: null,
  closesMinutesBefore: 0,
  limits: { perDay: noLimit, perSevenDays: noLimit, concurrent: noLimit },
  cancellation: [{ untilMinutesBefore: 120, refundPercent: 100, feeMinor: null, creditBack: true }],
  rescheduleNoticeMinutes: 120,
  checkIn: { opensMinutesBefore: 60, closesMinutesAfter: null, releasesSeat: false },
  noShow: null,
  strikes: { count: 3, windowDays: 30, blockDays: 14, unblockFeeMinor: null },
  waitlist: {
    mode: 'AUTO',
    autoPromoteUntilMinutes: 120,
    offerHours: 24,
    closesMinutesBefore: 0,
    partyThatDoesNotFit: 'SKIP_ONCE',
  },
  creditsPerSeat: 0,
  jobPhotos: { before: false, after: false },
};
