import { BigIntScalar } from '@freehold/kernel/subgraph/schema/big-int';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Booking } from '../booking/booking.entity.ts';
import { BookingWish, bookingWishSchema } from '../hold/booking-wish.type.ts';
import { countrySchema, postalCodeSchema, squareMetersSchema } from '../job-price/job-place.policy.ts';

@InputType({ description: 'Where a job is.' })
export class JobAddressInput {
  @Field(() => String, { description: 'Street and number, 1 to 200 characters.' })
  street!: string;

  @Field(() => String, { description: '1 to 16 letters, digits, spaces and hyphens.' })
  postalCode!: string;

  @Field(() => String, { description: '1 to 100 characters.' })
  city!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2, such as US.' })
  country!: string;
}

@InputType({ description: 'A job at an address, for the member who asks.' })
export class BookJobInput extends BookingWish {
  @Field(() => ID, { description: 'An offering of kind JOB.' })
  offeringId!: string;

  @Field(() => Date, { description: 'When it begins; in the future, at most 400 days ahead.' })
  startsAt!: Date;

  @Field(() => JobAddressInput)
  address!: JobAddressInput;

  @Field(() => Int, { description: 'The size of the property in square meters, 1 to 1,000,000.' })
  propertySquareMeters!: number;

  @Field(() => String, {
    defaultValue: '',
    description: 'What whoever comes should know, up to 2,000 characters.',
  })
  notes!: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'The price that was quoted, in minor units: with another price by now nothing is booked.',
  })
  quotedPriceMinor?: bigint | null;
}

/** What job may be booked. */
export const bookJobSchema = bookingWishSchema.extend({
  offeringId: idSchema('off'),
  startsAt: z.date(),
  address: z.object({
    street: z.string().trim().min(1).max(200),
    postalCode: postalCodeSchema,
    city: z.string().trim().min(1).max(100),
    country: countrySchema,
  }),
  propertySquareMeters: squareMetersSchema,
  notes: z.string().trim().max(2000),
  quotedPriceMinor: z.bigint().nullish(),
});

@ObjectType({ description: 'The booking that was made; its `job` has what is of the job alone.' })
export class BookJobPayload {
  @Field(() => Booking)
  booking!: Booking;
}
