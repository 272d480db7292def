import { defineTenancyFace } from '@freehold/tenancy/ports';
import { catalog } from './catalog.ts';

/** A chatbot is measured by its conversations, not by people. */
export const tenancy = defineTenancyFace({
  edition: catalog.line,
  defaults: { locale: catalog.locale, timeZone: catalog.timeZone, currency: catalog.currency },
  meters: { endUsers: null, staffSeats: null },
});
