import { idSchema } from '@freehold/kernel/values/id-schema';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { Ticket } from './ticket.entity.ts';

@InputType({ description: 'A ticket to be handed on.' })
export class TransferTicketInput {
  @Field(() => ID)
  ticketId!: string;

  @Field(() => ID, { description: 'The member who is to hold it.' })
  toMemberId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What ticket goes to whom. */
export const transferTicketSchema = z.object({ ticketId: idSchema('tkt'), toMemberId: idSchema('mbr') });

@InputType({ description: 'A ticket to be made out anew.' })
export class ReissueTicketInput {
  @Field(() => ID)
  ticketId!: string;

  @Field(() => String, { description: 'Chosen by the caller, 1 to 200 characters; repeats answer the same.' })
  idempotencyKey!: string;
}

/** What ticket is meant. */
export const ticketIdSchema = z.object({ ticketId: idSchema('tkt') });

@ObjectType({ description: 'The ticket that was handed on; its new holder alone can read the code.' })
export class TransferTicketPayload {
  @Field(() => ID)
  ticketId!: string;
}

@ObjectType({ description: 'The ticket that was made out anew.' })
export class ReissueTicketPayload {
  @Field(() => Ticket)
  ticket!: Ticket;
}
