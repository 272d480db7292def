import { can } from '@freehold/kernel/permissions/rules';
import type { Upload } from '@freehold/kernel/subgraph/concept';
import { parseInput } from '@freehold/kernel/subgraph/schema/parse-input';
import { calendarUploadSchema } from './calendar-import.input.ts';
import { importCalendar } from './import-calendar.service.ts';
import { readCalendar } from './read-calendar.service.ts';

/** A whole calendar, of up to 10 MB: what the mutation does, read as it comes. */
export const calendarUpload: Upload = {
  name: 'calendar',
  rule: can('calendar.import'),
  take: async (ctx, parameters, body) => {
    const { resourceId, idempotencyKey } = parseInput(calendarUploadSchema, parameters);
    const calendar = await readCalendar(body);
    return importCalendar(ctx, { resourceId, calendar }, idempotencyKey);
  },
};
