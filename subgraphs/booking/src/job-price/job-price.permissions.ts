import { ADMINS, STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { allOf, anyone, can, feature, type Permissions } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const jobPriceActions = {
  'jobPrice.read': STAFF,
  'jobPrice.set': ADMINS,
} satisfies Actions;

const readsPrices = can('jobPrice.read');
const setsPrices = can('jobPrice.set');
const readsZones = allOf(readsPrices, feature('location_pricing'));
const setsZones = allOf(setsPrices, feature('location_pricing'));

/** What a job costs stands on the public page; how the tenant comes to its prices is for staff. */
export const jobPricePermissions: Permissions = {
  Query: { quoteJob: anyone, jobMarkupPermille: readsPrices, jobZones: readsZones },
  Mutation: { setJobMarkup: setsPrices, setJobZone: setsZones, removeJobZone: setsZones },
  JobQuote: {
    price: anyone,
    basePrice: anyone,
    multiplierPermille: anyone,
    multiplierSource: anyone,
    zonePrefix: anyone,
    propertySquareMeters: anyone,
  },
  JobZone: { id: readsZones, country: readsZones, postalPrefix: readsZones, multiplierPermille: readsZones },
  SetJobMarkupPayload: { multiplierPermille: setsPrices },
  SetJobZonePayload: { jobZone: setsZones },
  RemoveJobZonePayload: { jobZoneId: setsZones },
  ...connectionPermissions('JobZone', readsZones),
};
