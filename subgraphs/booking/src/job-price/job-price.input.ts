import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { countrySchema, postalCodeSchema, squareMetersSchema } from './job-place.policy.ts';
import { plainPostalCode } from './job-price.policy.ts';
import { JobZone } from './job-zone.entity.ts';

const permille = z.number().int().min(100).max(10_000);

@InputType({ description: 'A markup on the price of every job.' })
export class SetJobMarkupInput {
  @Field(() => Int, {
    nullable: true,
    description:
      'What the price is multiplied by, in thousandths, 100 to 10,000: 1,250 is a quarter more. Null takes it away, so that zones count.',
  })
  multiplierPermille?: number | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a markup may be. */
export const setJobMarkupSchema = z.object({ multiplierPermille: permille.nullish() });

@ObjectType({ description: 'The markup that holds from now on.' })
export class SetJobMarkupPayload {
  @Field(() => Int, { nullable: true, description: 'In thousandths; null when zones count.' })
  multiplierPermille!: number | null;
}

@InputType({ description: 'A zone to be made, or one of that prefix to be changed.' })
export class SetJobZoneInput {
  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as US.' })
  country!: string;

  @Field(() => String, {
    description:
      'What its postal codes begin with, 1 to 10 letters and digits; case, spaces and hyphens do not count.',
  })
  postalPrefix!: string;

  @Field(() => Int, {
    description: 'What the price is multiplied by, in thousandths, 100 to 10,000: 1,250 is a quarter more.',
  })
  multiplierPermille!: number;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What a zone may be. */
export const setJobZoneSchema = z.object({
  country: countrySchema,
  postalPrefix: postalCodeSchema.transform(plainPostalCode).pipe(z.string().max(10)),
  multiplierPermille: permille,
});

@ObjectType({ description: 'The zone as it is now.' })
export class SetJobZonePayload {
  @Field(() => JobZone)
  jobZone!: JobZone;
}

@InputType({ description: 'A zone to be removed.' })
export class RemoveJobZoneInput {
  @Field(() => ID)
  jobZoneId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** Which zone is meant. */
export const jobZoneIdSchema = z.object({ jobZoneId: idSchema('jzn') });

@ObjectType({ description: 'The zone that is no more.' })
export class RemoveJobZonePayload {
  @Field(() => ID)
  jobZoneId!: string;
}

@InputType({ description: 'A job whose price somebody wants to know.' })
export class QuoteJobInput {
  @Field(() => ID, { description: 'An offering of kind JOB.' })
  offeringId!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as US.' })
  country!: string;

  @Field(() => String, { description: '1 to 16 letters, digits, spaces and hyphens.' })
  postalCode!: string;

  @Field(() => Int, { description: 'The size of the property in square meters, 1 to 1,000,000.' })
  propertySquareMeters!: number;
}

/** What a quote may be asked for. */
export const quoteJobSchema = z.object({
  offeringId: idSchema('off'),
  country: countrySchema,
  postalCode: postalCodeSchema,
  propertySquareMeters: squareMetersSchema,
});
