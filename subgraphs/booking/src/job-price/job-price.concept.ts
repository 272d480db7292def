import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { JobMarkup } from './job-markup.entity.ts';
import { jobPriceActions, jobPricePermissions } from './job-price.permissions.ts';
import { JobPriceResolver } from './job-price.resolver.ts';
import { JobZone } from './job-zone.entity.ts';

/** What a job costs: the offering's price, multiplied by where it is and how large the property is. */
export const jobPriceConcept = defineConcept({
  name: 'job-price',
  entities: [JobMarkup, JobZone],
  resolvers: [JobPriceResolver],
  actions: jobPriceActions,
  permissions: jobPricePermissions,
});
