import { isTimeZone } from '@freehold/kernel/values/time-zone';
import { Field, InputType, ObjectType } from 'type-graphql';
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
  timeZone: z.string().max(64).refine(isTimeZone, 'must be an IANA time zone'),
});

@ObjectType({ description: 'The location that was created.' })
export class CreateLocationPayload {
  @Field(() => Location)
  location!: Location;
}
