import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { JOB_PHOTO_KINDS, JobPhoto, type JobPhotoKind } from './job-photo.entity.ts';

@InputType({ description: 'A photo of a job that is kept elsewhere.' })
export class AddJobPhotoInput {
  @Field(() => ID, { description: 'The booking of the job.' })
  bookingId!: string;

  @Field(() => String, {
    description: 'Its https address, without a name or a password in it; up to 2,000 characters.',
  })
  url!: string;

  @Field(() => JOB_PHOTO_KINDS)
  kind!: JobPhotoKind;

  @Field(() => Date, { description: 'When it was taken; not in the future.' })
  takenAt!: Date;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** What a photo may be. */
export const addJobPhotoSchema = z.object({
  bookingId: idSchema('bkg'),
  url: z.string().max(2000).refine(isPlainHttps, 'must be an https address without a name or a password'),
  kind: z.enum(JOB_PHOTO_KINDS),
  takenAt: z.date(),
});

@InputType({ description: 'A photo that is to be forgotten.' })
export class RemoveJobPhotoInput {
  @Field(() => ID)
  jobPhotoId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Why a photo that is locked is removed, 1 to 500 characters; needs `policy.override`.',
  })
  overrideReason?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which photo is meant, and why it goes though it is locked. */
export const removeJobPhotoSchema = z.object({
  jobPhotoId: idSchema('jph'),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

@ObjectType({ description: 'The photo that was added.' })
export class AddJobPhotoPayload {
  @Field(() => JobPhoto)
  jobPhoto!: JobPhoto;
}

@ObjectType({ description: 'The photo that is forgotten.' })
export class RemoveJobPhotoPayload {
  @Field(() => ID)
  jobPhotoId!: string;
}
