import type { Context } from '@freehold/kernel/subgraph/context';
import type { ResourceId } from '../resource/resource.entity.ts';
import { type ImportOutcome, importCalendar } from './import-calendar.service.ts';
import { readCalendar } from './read-calendar.service.ts';

/**
 * {@link importCalendar} of a text.
 * @throws {Invalid} for text that is no calendar.
 */
export async function importText(
  ctx: Context,
  { resourceId, text }: { readonly resourceId: ResourceId; readonly text: string },
  key: string,
): Promise<ImportOutcome> {
  const calendar = await readCalendar([Buffer.from(text)]);
  return importCalendar(ctx, { resourceId, calendar }, key);
}
