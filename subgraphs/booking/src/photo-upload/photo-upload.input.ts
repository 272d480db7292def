import { idSchema } from '@freehold/kernel/values/id-schema';
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { JOB_PHOTO_KINDS, JobPhoto, type JobPhotoKind } from '../job-photo/job-photo.entity.ts';

const PHOTO_BYTES_MAX = 10_000_000;

@Directive('@inaccessible')
@InputType('_OpenPhotoUploadInput', { description: 'A photo whose bytes are to come.' })
export class OpenPhotoUploadInput {
  @Field(() => ID, { description: 'The booking of the job.' })
  bookingId!: string;

  @Field(() => Date, { description: 'When it was taken; not in the future.' })
  takenAt!: Date;

  @Field(() => String, { description: 'What its bytes are: jpg, png, webp, heic or avif.' })
  ending!: string;
}

/** What a photo to come may be. */
export const openPhotoUploadSchema = z.object({
  bookingId: idSchema('bkg'),
  takenAt: z.date(),
  ending: z.enum(['jpg', 'png', 'webp', 'heic', 'avif']),
});

@Directive('@inaccessible')
@InputType('_KeepJobPhotoInput', { description: 'A photo whose bytes are all there.' })
export class KeepJobPhotoInput {
  @Field(() => ID)
  photoUploadId!: string;

  @Field(() => ID, { description: 'The booking of the job.' })
  bookingId!: string;

  @Field(() => JOB_PHOTO_KINDS)
  kind!: JobPhotoKind;

  @Field(() => Date, { description: 'When it was taken; not in the future.' })
  takenAt!: Date;

  @Field(() => Int, { description: 'How many bytes were put, 1 to 10,000,000.' })
  bytes!: number;

  @Field(() => String, { description: 'SHA-256 of the bytes as they came, in base64url.' })
  digest!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a photo that has come may be. */
export const keepJobPhotoSchema = z.object({
  photoUploadId: idSchema('pup'),
  bookingId: idSchema('bkg'),
  kind: z.enum(JOB_PHOTO_KINDS),
  takenAt: z.date(),
  bytes: z.number().int().min(1).max(PHOTO_BYTES_MAX),
  digest: z.string().length(43),
});

@Directive('@inaccessible')
@ObjectType('_KeepJobPhotoPayload', { description: 'The photo, and which bytes it leads to.' })
export class KeepJobPhotoPayload {
  @Field(() => JobPhoto)
  jobPhoto!: JobPhoto;

  @Field(() => String, { description: 'Those of an earlier upload when the call is a repetition.' })
  objectKey!: string;
}
