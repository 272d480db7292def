import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { PhotoUpload } from './photo-upload.entity.ts';
import {
  KeepJobPhotoInput,
  KeepJobPhotoPayload,
  keepJobPhotoSchema,
  OpenPhotoUploadInput,
  openPhotoUploadSchema,
} from './photo-upload.input.ts';
import { keepJobPhoto, openPhotoUpload } from './photo-upload.service.ts';

/** What the gateway asks for while the bytes of a photo pass through it. */
@Resolver(() => PhotoUpload)
export class PhotoUploadResolver {
  @Directive('@inaccessible')
  @Mutation(() => PhotoUpload, {
    name: '_openPhotoUpload',
    description:
      'Opens a place for the bytes of a photo of a job. Errors: FORBIDDEN, INVALID, NOT_FOUND, UNAVAILABLE.',
  })
  openPhotoUpload(
    @Ctx() ctx: Context,
    @Arg('input', () => OpenPhotoUploadInput) input: OpenPhotoUploadInput,
  ): Promise<PhotoUpload> {
    return openPhotoUpload(ctx, parseInput(openPhotoUploadSchema, input));
  }

  @Directive('@inaccessible')
  @Mutation(() => KeepJobPhotoPayload, {
    name: '_keepJobPhoto',
    description:
      'Adds a photo whose bytes have come to its job. Errors: FORBIDDEN, INVALID, NOT_FOUND, TOO_MANY_PHOTOS, LIMIT_EXCEEDED, UNAVAILABLE, IDEMPOTENCY_CONFLICT.',
  })
  async keepJobPhoto(
    @Ctx() ctx: Context,
    @Arg('input', () => KeepJobPhotoInput) input: KeepJobPhotoInput,
  ): Promise<KeepJobPhotoPayload> {
    const jobPhoto = await keepJobPhoto(ctx, parseInput(keepJobPhotoSchema, input), input.idempotencyKey);
    return { jobPhoto, objectKey: jobPhoto.objectKey ?? '' };
  }
}
