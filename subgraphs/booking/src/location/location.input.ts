import { idSchema } from '@freehold/kernel/values/id-schema';
import { timeZoneSchema } from '@freehold/kernel/values/time-zone-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Location } from './location.entity.ts';

@InputType({ description: 'A location to be created.' })
export class CreateLocationInput {
  @Field(() => String, { description: '1 to 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'An IANA name, such as Europe/Oslo.' })
  timeZone!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a location may be. */
export const createLocationSchema = z.object({
  name: z.string().trim().min(1).max(200),
  timeZone: timeZoneSchema,
});

@InputType({ description: 'A location to be changed. What is left out stays.' })
export class UpdateLocationInput {
  @Field(() => ID)
  locationId!: string;

  @Field(() => String, { nullable: true, description: '1 to 200 characters.' })
  name?: string;

  @Field(() => String, {
    nullable: true,
    description: 'An IANA name. Sessions stay at their instants; opening hours are of the new clock.',
  })
  timeZone?: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a location may become. */
export const updateLocationSchema = createLocationSchema.partial().extend({ locationId: idSchema('loc') });

@InputType({ description: 'A location to be archived, or to be taken back from the archive.' })
export class ArchiveLocationInput {
  @Field(() => ID)
  locationId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which location is meant. */
export const locationIdSchema = z.object({ locationId: idSchema('loc') });

@ObjectType({ description: 'The location as it is now.' })
export class ChangeLocationPayload {
  @Field(() => Location)
  location!: Location;
}

@ObjectType({ description: 'The location that was created.' })
export class CreateLocationPayload {
  @Field(() => Location)
  location!: Location;
}
