import { mailAddress } from '@freehold/kernel/messaging/mail';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Ticket } from '../ticket/ticket.entity.ts';
import { TicketHandover } from './handover.entity.ts';

const KEY = 'Chosen by the caller, 1 to 200 characters; repeats answer the same.';
const SECRET_CHARACTERS_MAX = 200;

@InputType({ description: 'A ticket to be given away by a link.' })
export class OpenTicketHandoverInput {
  @Field(() => ID)
  ticketId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'An e-mail address to which the link is sent, of whoever is to have the ticket; none to send it oneself.',
  })
  recipient?: string | null;

  @Field(() => String, {
    description: 'Chosen by the caller, 1 to 200 characters; repeats make no other link.',
  })
  idempotencyKey!: string;
}

/** Which ticket is given away. */
export const openHandoverSchema = z.object({ ticketId: idSchema('tkt'), recipient: mailAddress.nullish() });

@InputType({ description: 'A link to be mailed once more.' })
export class MailTicketHandoverInput {
  @Field(() => ID)
  handoverId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'A handover to be taken back.' })
export class WithdrawTicketHandoverInput {
  @Field(() => ID)
  handoverId!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** Which handover is meant. */
export const handoverIdSchema = z.object({ handoverId: idSchema('hnd') });

@InputType({ description: 'A ticket to be claimed.' })
export class ClaimTicketInput {
  @Field(() => String, { description: 'What stands in the link behind the `#`.' })
  secret!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

/** Which link is meant. */
export const handoverSecretSchema = z.object({ secret: z.string().min(1).max(SECRET_CHARACTERS_MAX) });

@ObjectType({ description: 'The handover with its link, which is shown once.' })
export class OpenTicketHandoverPayload {
  @Field(() => TicketHandover)
  handover!: TicketHandover;

  @Field(() => String, {
    nullable: true,
    description:
      "The link on the tenant's host: `/tickets/claim#` and the secret. None for a repetition with the same key.",
  })
  path!: string | null;
}

@ObjectType({ description: 'The handover whose link was mailed.' })
export class MailTicketHandoverPayload {
  @Field(() => TicketHandover)
  handover!: TicketHandover;
}

@ObjectType({ description: 'The handover that was taken back.' })
export class WithdrawTicketHandoverPayload {
  @Field(() => TicketHandover)
  handover!: TicketHandover;
}

@ObjectType({ description: "The ticket that is the caller's now." })
export class ClaimTicketPayload {
  @Field(() => Ticket)
  ticket!: Ticket;
}
