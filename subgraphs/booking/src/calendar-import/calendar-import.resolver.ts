import type { Context } from '@freehold/kernel/subgraph/context';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import { ImportCalendarInput, ImportCalendarPayload, importCalendarSchema } from './calendar-import.input.ts';
import { importText } from './import-text.service.ts';

@Resolver()
export class CalendarImportResolver {
  @Directive('@cost(weight: 100)')
  @Mutation(() => ImportCalendarPayload, {
    description:
      'Keeps a resource busy when another calendar says so. Events are known by their UID: what is there again keeps or moves its time, what was canceled frees it, what is not mentioned stays. A whole calendar of up to 10 MB comes by `POST /calendar/import/<resourceId>`. Errors: INVALID, CALENDAR_TOO_LARGE, NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  importCalendar(
    @Ctx() ctx: Context,
    @Arg('input', () => ImportCalendarInput) input: ImportCalendarInput,
  ): Promise<ImportCalendarPayload> {
    const { resourceId, text } = parseInput(importCalendarSchema, input);
    return importText(ctx, { resourceId, text }, input.idempotencyKey);
  }
}
