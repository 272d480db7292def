import { defineAnalyticsFace } from '@freehold/analytics/ports';
import { catalog } from './catalog.ts';

/** Analytics shows gauges as they stand, and every other meter of the catalog by the month. */
export const analytics = defineAnalyticsFace({
  edition: catalog.line,
  gauges: catalog.meters.filter(({ kind }) => kind === 'GAUGE').map(({ key }) => key),
});
