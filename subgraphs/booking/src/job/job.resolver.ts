import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Booking } from '../booking/booking.entity.ts';
import { JobQuote } from '../job-price/job-quote.type.ts';
import { Member } from '../references/member.reference.ts';
import { Job, JobAddress } from './job.entity.ts';
import { BookJobInput, BookJobPayload, bookJobSchema } from './job.input.ts';
import { agreedQuote, bookJob, jobOf } from './job.service.ts';
import { JobPhoto } from './job-photo.entity.ts';
import {
  AddJobPhotoInput,
  AddJobPhotoPayload,
  addJobPhotoSchema,
  jobPhotoIdSchema,
  RemoveJobPhotoInput,
  RemoveJobPhotoPayload,
} from './job-photo.input.ts';
import { addJobPhoto, listJobPhotos, removeJobPhoto } from './job-photo.service.ts';

const JobPhotoConnection = connectionOf(JobPhoto, 'JobPhoto');

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

  @FieldResolver(() => JobPhotoConnection, {
    description: 'Its photos, in the order in which they were taken; at most 50. Errors: INVALID.',
  })
  async photos(
    @Root() job: Job,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<JobPhoto>> {
    return toConnection(await listJobPhotos(ctx, job.id, args));
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

/** Photos of jobs. */
@Resolver(() => JobPhoto)
export class JobPhotoResolver {
  @FieldResolver(() => Member, { description: 'Who added it.' })
  addedBy(@Root() photo: JobPhoto): Member {
    return Member.of(photo.addedById);
  }

  @Mutation(() => AddJobPhotoPayload, {
    description:
      'Adds a photo to a job by its address. Errors: INVALID, NOT_FOUND, TOO_MANY_PHOTOS, IDEMPOTENCY_CONFLICT.',
  })
  async addJobPhoto(
    @Ctx() ctx: Context,
    @Arg('input', () => AddJobPhotoInput) input: AddJobPhotoInput,
  ): Promise<AddJobPhotoPayload> {
    return { jobPhoto: await addJobPhoto(ctx, parseInput(addJobPhotoSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => RemoveJobPhotoPayload, {
    description: 'Forgets a photo of a job. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async removeJobPhoto(
    @Ctx() ctx: Context,
    @Arg('input', () => RemoveJobPhotoInput) input: RemoveJobPhotoInput,
  ): Promise<RemoveJobPhotoPayload> {
    const { jobPhotoId } = parseInput(jobPhotoIdSchema, input);
    return { jobPhotoId: await removeJobPhoto(ctx, jobPhotoId, input.idempotencyKey) };
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
