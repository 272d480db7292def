import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { JobQuote } from '../job-price/job-quote.type.ts';
import { Job, JobAddress } from './job.entity.ts';
import { BookJobInput, BookJobPayload, bookJobSchema } from './job.input.ts';
import { agreedQuote, bookJob, jobOf } from './job.service.ts';

@Resolver(() => Job)
export class JobResolver {
  @FieldResolver(() => JobAddress, { description: 'Where it is.' })
  address(@Root() { street, postalCode, city, country }: Job): JobAddress {
    return { street, postalCode, city, country };
  }

  @FieldResolver(() => JobQuote, { description: 'Its price with what made it, as it was agreed.' })
  quote(@Root() job: Job): JobQuote {
    return agreedQuote(job);
  }

  @Mutation(() => BookJobPayload, {
    description:
      'Books a job at an address for the member who asks. Errors: INVALID, NOT_FOUND, OFFERING_ARCHIVED, RESOURCE_ARCHIVED, RESOURCE_TOO_SMALL, WRONG_KIND, PREVIEW_STALE, SLOT_TAKEN, OUTSIDE_OPENING_HOURS, HOLD_EXPIRED, TOO_EARLY_TO_BOOK, BOOKING_CLOSED, BOOKING_LIMIT_REACHED, MEMBER_BLOCKED, FORBIDDEN, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async bookJob(
    @Ctx() ctx: Context,
    @Arg('input', () => BookJobInput) input: BookJobInput,
  ): Promise<BookJobPayload> {
    return { booking: await bookJob(ctx, parseInput(bookJobSchema, input), input.idempotencyKey) };
  }
}

/** The job seen from its booking. */
@Resolver(() => Booking)
export class BookingJobResolver {
  @FieldResolver(() => Job, {
    nullable: true,
    description:
      'What it has of its own as a job; none when it is of another kind, or another booking took its place.',
  })
  job(@Root() booking: Booking, @Ctx() ctx: Context): Promise<Job | null> {
    return ctx.load(jobOf, booking.id);
  }
}
