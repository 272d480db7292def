import { graphql } from '../../../graphql/generated/gql.ts';
import type { TimedOfferingsQuery } from '../../../graphql/generated/graphql.ts';

/** All that is on offer, to be looked through for what customers choose the time of. */
export const timedOfferingsQuery = graphql(`
  query TimedOfferings {
    offerings(first: 100) {
      edges {
        node {
          id
          name
          description
          kind
          durationMinutes
          capacity
          needsApproval
          price {
            amountMinor
            currency
          }
        }
      }
    }
  }
`);

/** An offering whose time the customer chooses. */
export type TimedOffering = NonNullable<TimedOfferingsQuery['offerings']>['edges'][number]['node'];
