import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { occurrencesOf, seriesById } from '../series/series.service.ts';
import type { SeriesOutcome } from '../series/series-outcome.service.ts';
import { bookingsOf, bookSeries } from './book-series.service.ts';
import { cancelOccurrences } from './cancel-occurrences.service.ts';
import { changeSeries } from './change-series.service.ts';
import { realignSeries } from './realign.service.ts';
import {
  BookSeriesInput,
  BookSeriesPayload,
  bookSeriesSchema,
  CancelOccurrencesInput,
  ChangeSeriesInput,
  ChangeSeriesPayload,
  cancelOccurrencesSchema,
  changeSeriesSchema,
  RealignSeriesInput,
  realignSeriesSchema,
} from './series-change.input.ts';

async function payloadOf(ctx: Context, outcome: SeriesOutcome): Promise<ChangeSeriesPayload> {
  const { seriesId, failures } = outcome;
  const [series, occurrences] = await Promise.all([
    ctx.load(seriesById, seriesId),
    occurrencesOf(ctx, outcome),
  ]);
  return { series, occurrences, failures };
}

@Resolver()
export class SeriesChangeResolver {
  @Mutation(() => ChangeSeriesPayload, {
    description:
      'Moves occurrences that have not begun, gives them another offering or another number of seats. Those that were changed alone before stay as they are unless named. Bookings keep their seats. Errors: INVALID, NOT_FOUND, SESSION_STARTED, SESSION_CANCELED, OCCURRENCES_REFUSED, IDEMPOTENCY_CONFLICT.',
  })
  async changeSeries(
    @Ctx() ctx: Context,
    @Arg('input', () => ChangeSeriesInput) input: ChangeSeriesInput,
  ): Promise<ChangeSeriesPayload> {
    return payloadOf(
      ctx,
      await changeSeries(ctx, parseInput(changeSeriesSchema, input), input.idempotencyKey),
    );
  }

  @Mutation(() => ChangeSeriesPayload, {
    description:
      'Calls occurrences off that have not begun, those that were changed alone included, and gives back what was booked of them at no cost. With THIS_AND_FOLLOWING or ALL the series ends. Errors: INVALID, NOT_FOUND, SESSION_STARTED, SESSION_CANCELED, IDEMPOTENCY_CONFLICT.',
  })
  async cancelOccurrences(
    @Ctx() ctx: Context,
    @Arg('input', () => CancelOccurrencesInput) input: CancelOccurrencesInput,
  ): Promise<ChangeSeriesPayload> {
    return payloadOf(
      ctx,
      await cancelOccurrences(ctx, parseInput(cancelOccurrencesSchema, input), input.idempotencyKey),
    );
  }

  @Mutation(() => ChangeSeriesPayload, {
    description:
      "Moves the sessions that no longer begin when their wall clock says, since the zone's rules changed, to when it says now; their bookings follow and tell it (`movedFrom`). What cannot be moved is flagged, and `failures` say why. Every week the house does this by itself. Errors: INVALID, NOT_FOUND, IDEMPOTENCY_CONFLICT.",
  })
  async realignSeries(
    @Ctx() ctx: Context,
    @Arg('input', () => RealignSeriesInput) input: RealignSeriesInput,
  ): Promise<ChangeSeriesPayload> {
    const { seriesId } = parseInput(realignSeriesSchema, input);
    return payloadOf(ctx, await realignSeries(ctx, seriesId, input.idempotencyKey));
  }

  @Mutation(() => BookSeriesPayload, {
    description:
      'Books many occurrences for the member who asks, or for a customer of staff, each under the rules of a single booking. OCCURRENCES_REFUSED lists in `failures` what stands in the way. Errors: INVALID, NOT_FOUND, FORBIDDEN, OCCURRENCES_REFUSED, LIMIT_EXCEEDED, IDEMPOTENCY_CONFLICT.',
  })
  async bookSeries(
    @Ctx() ctx: Context,
    @Arg('input', () => BookSeriesInput) input: BookSeriesInput,
  ): Promise<BookSeriesPayload> {
    const outcome = await bookSeries(ctx, parseInput(bookSeriesSchema, input), input.idempotencyKey);
    return { bookings: await bookingsOf(ctx, outcome), failures: outcome.failures };
  }
}
