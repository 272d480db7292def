import type { Context } from '@freehold/kernel/subgraph/context';
import {
  type Connection,
  ConnectionArgs,
  connectionOf,
  toConnection,
} from '@freehold/kernel/subgraph/schema/connection';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { CheckInList } from '../check-in-list/check-in-list.entity.ts';
import { checkInListById } from '../check-in-list/check-in-list.service.ts';
import { Ticket } from '../ticket/ticket.entity.ts';
import { ticketById } from '../ticket/ticket.service.ts';
import { Scan } from './scan.entity.ts';
import { ScanTicketInput, ScanTicketPayload, scanTicketSchema } from './scan.input.ts';
import { listScans, scanById, scanTicket } from './scan.service.ts';

const ScanConnection = connectionOf(Scan, 'Scan');

@Resolver(() => Scan)
export class ScanResolver {
  @FieldResolver(() => CheckInList, { description: 'The list that it was looked at for.' })
  list(@Root() scan: Scan, @Ctx() ctx: Context): Promise<CheckInList> {
    return ctx.load(checkInListById, scan.list.id);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket; none when the code was none of ours.',
  })
  async ticket(@Root() scan: Scan, @Ctx() ctx: Context): Promise<Ticket | null> {
    return scan.ticketId && ctx.load(ticketById, scan.ticketId);
  }

  @FieldResolver(() => Scan, { nullable: true, description: 'Of a duplicate: the scan that it repeats.' })
  async firstScan(@Root() scan: Scan, @Ctx() ctx: Context): Promise<Scan | null> {
    return scan.firstScanId && ctx.load(scanById, scan.firstScanId);
  }

  @Mutation(() => ScanTicketPayload, {
    description:
      'Looks at a ticket at a gate and writes down what it shows. Errors: INVALID, INVALID_TICKET, NOT_FOUND, CONFIRMATION_REQUIRED, IDEMPOTENCY_CONFLICT.',
  })
  async scanTicket(
    @Ctx() ctx: Context,
    @Arg('input', () => ScanTicketInput) input: ScanTicketInput,
  ): Promise<ScanTicketPayload> {
    return { scan: await scanTicket(ctx, parseInput(scanTicketSchema, input)) };
  }
}

/** Scans seen from their list. */
@Resolver(() => CheckInList)
export class CheckInListScansResolver {
  @FieldResolver(() => ScanConnection, { description: 'The scans at it, newest first. Errors: INVALID.' })
  async scans(
    @Root() list: CheckInList,
    @Ctx() ctx: Context,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
  ): Promise<Connection<Scan>> {
    return toConnection(await listScans(ctx, list.id, args));
  }
}
