import { graphql } from '../../../graphql/generated/gql.ts';
import type { TimedOffering_OfferingFragment } from '../../../graphql/generated/graphql.ts';

/** What is told of an offering before its time is chosen. */
export const timedOfferingFragment = graphql(`
  fragment TimedOffering_Offering on Offering {
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
`);

/** What customers choose the time of. */
export const timedOfferingsQuery = graphql(`
  query TimedOfferings($after: String) {
    offerings(kinds: [PERSONAL, ROOM, APPOINTMENT, JOB], first: 50, after: $after) {
      edges {
        node {
          id
          ...TimedOffering_Offering
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** One of them. */
export const timedOfferingQuery = graphql(`
  query TimedOffering($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Offering {
        ...TimedOffering_Offering
      }
    }
  }
`);

/** An offering whose time the customer chooses. */
export type TimedOffering = TimedOffering_OfferingFragment;
