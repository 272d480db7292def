import { defineTenancyFace } from '@freehold/tenancy/ports';
import { catalog } from './catalog.ts';

/** A practice is measured by its staff; those it serves are not limited. */
export const tenancy = defineTenancyFace({
  edition: catalog.line,
  defaults: { locale: catalog.locale, timeZone: catalog.timeZone, currency: catalog.currency },
  meters: { endUsers: null, staffSeats: 'staff_seats' },
});
