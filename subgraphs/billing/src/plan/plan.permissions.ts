import { anyone, type Permissions } from '@freehold/kernel/permissions/rules';

/** The price list is public. */
export const planPermissions: Permissions = {
  Query: { plans: anyone },
  Plan: {
    key: anyone,
    name: anyone,
    version: anyone,
    prices: anyone,
    features: anyone,
    meters: anyone,
    trialDays: anyone,
  },
  PlanPrice: { interval: anyone, amount: anyone },
  PlanMeter: { meter: anyone, name: anyone, limit: anyone, enforcement: anyone },
};
