import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  revokedTicketsSchema,
  TicketRevocations,
  UploadScansInput,
  UploadScansPayload,
  uploadScansSchema,
} from './offline-scan.input.ts';
import { revokedTickets } from './revocation.service.ts';
import { uploadScans } from './upload.service.ts';

@Resolver()
export class OfflineScanResolver {
  @Query(() => TicketRevocations, {
    description:
      'The tickets to an event that were canceled, handed on or made out anew since an instant, or ever. Errors: INVALID, NOT_FOUND.',
  })
  revokedTickets(
    @Ctx() ctx: Context,
    @Arg('eventId', () => ID) eventId: string,
    @Arg('since', () => Date, { nullable: true }) since?: Date | null,
  ): Promise<TicketRevocations> {
    const parsed = parseInput(revokedTicketsSchema, { eventId, since });
    return revokedTickets(ctx, parsed.eventId, parsed.since ?? null);
  }

  @Directive('@cost(weight: 50)')
  @Mutation(() => UploadScansPayload, {
    description:
      'Writes down what a device decided while it had no network, each scan once. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  uploadScans(
    @Ctx() ctx: Context,
    @Arg('input', () => UploadScansInput) input: UploadScansInput,
  ): Promise<UploadScansPayload> {
    return uploadScans(ctx, parseInput(uploadScansSchema, input), input.idempotencyKey);
  }
}
