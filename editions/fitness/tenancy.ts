import { defineTenancyFace } from '@freehold/tenancy/ports';
import { catalog } from './catalog.ts';

/** A fitness centre is measured by its customers; its staff is not limited. */
export const tenancy = defineTenancyFace({
  edition: catalog.line,
  defaults: { locale: catalog.locale, timeZone: catalog.timeZone, currency: catalog.currency },
  meters: { endUsers: 'end_users', staffSeats: null },
});
