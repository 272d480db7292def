import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType } from 'type-graphql';
import { z } from 'zod';

/** What is said with every booking, whatever is booked. */
@InputType()
export abstract class BookingWish {
  @Field(() => ID, { nullable: true, description: 'The hold that is used up.' })
  holdId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why staff sets the rules aside, 1 to 500 characters; for staff alone.',
  })
  overrideReason?: string | null;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** The same where staff books for customers. */
@InputType()
export abstract class BookingWishForCustomer extends BookingWish {
  @Field(() => ID, {
    nullable: true,
    description: 'For which customer staff does it; the member who asks unless given.',
  })
  customerId?: string | null;
}

/** What a {@link BookingWish} may be. */
export const bookingWishSchema = z.object({
  holdId: idSchema('hld').nullish(),
  overrideReason: z.string().trim().min(1).max(500).nullish(),
});

/** What a {@link BookingWishForCustomer} may be. */
export const bookingWishForCustomerSchema = bookingWishSchema.extend({
  customerId: idSchema('mbr').nullish(),
});
