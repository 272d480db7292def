import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Job } from '../job/job.entity.ts';
import { Member } from '../references/member.reference.ts';
import { JobPhoto } from './job-photo.entity.ts';
import {
  AddJobPhotoInput,
  AddJobPhotoPayload,
  addJobPhotoSchema,
  RemoveJobPhotoInput,
  RemoveJobPhotoPayload,
  removeJobPhotoSchema,
} from './job-photo.input.ts';
import { addJobPhoto, listJobPhotos, urlOf } from './job-photo.service.ts';
import { lockedKindsOf } from './proof.service.ts';
import { removeJobPhoto } from './remove-job-photo.service.ts';

const JobPhotoConnection = connectionOf(JobPhoto, 'JobPhoto');

/** The photos of a job. */
@Resolver(() => Job)
export class JobPhotosResolver {
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
}

/** Photos of jobs. */
@Resolver(() => JobPhoto)
export class JobPhotoResolver {
  @FieldResolver(() => String, {
    description:
      'Where it is. Of one that is kept here, a path at this host that shows it for 15 minutes at least; else the https address that it was added with. Errors: UNAVAILABLE.',
  })
  url(@Root() photo: JobPhoto, @Ctx() ctx: Context): string {
    return urlOf(ctx, photo);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether it is of a kind that the agreed rules wanted of a job that is completed: it is removed with a reason alone.',
  })
  async isLocked(@Root() photo: JobPhoto, @Ctx() ctx: Context): Promise<boolean> {
    return (await ctx.load(lockedKindsOf, photo.job.id)).includes(photo.kind);
  }

  @FieldResolver(() => Member, { description: 'Who added it.' })
  addedBy(@Root() photo: JobPhoto): Member {
    return Member.of(photo.addedById);
  }

  @Mutation(() => AddJobPhotoPayload, {
    description:
      'Adds a photo to a job that is kept elsewhere, by its address. Photos to be kept here come by POST /jobs/{bookingId}/photos. Errors: INVALID, NOT_FOUND, TOO_MANY_PHOTOS, IDEMPOTENCY_CONFLICT.',
  })
  async addJobPhoto(
    @Ctx() ctx: Context,
    @Arg('input', () => AddJobPhotoInput) input: AddJobPhotoInput,
  ): Promise<AddJobPhotoPayload> {
    return { jobPhoto: await addJobPhoto(ctx, parseInput(addJobPhotoSchema, input), input.idempotencyKey) };
  }

  @Mutation(() => RemoveJobPhotoPayload, {
    description:
      'Forgets a photo of a job; the bytes of one that is kept here are removed. One that proves a completed job is locked: who may set the rules aside removes it with a reason, which the booking keeps. Errors: INVALID, NOT_FOUND, PHOTO_LOCKED, FORBIDDEN, IDEMPOTENCY_CONFLICT.',
  })
  async removeJobPhoto(
    @Ctx() ctx: Context,
    @Arg('input', () => RemoveJobPhotoInput) input: RemoveJobPhotoInput,
  ): Promise<RemoveJobPhotoPayload> {
    const removal = parseInput(removeJobPhotoSchema, input);
    return { jobPhotoId: await removeJobPhoto(ctx, removal, input.idempotencyKey) };
  }
}
