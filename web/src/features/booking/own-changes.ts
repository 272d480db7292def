import { useSubscription } from 'urql';
import { graphql } from '../../graphql/generated/gql.ts';

const bookingSubscription = graphql(`
  subscription MyBookingChanged {
    myBookingChanged {
      id
      status
      session {
        ...OwnPlace_Session
      }
    }
  }
`);

const waitlistSubscription = graphql(`
  subscription MyWaitlistChanged {
    myWaitlistChanged {
      id
      status
      place
      offerExpiresAt
      session {
        ...OwnPlace_Session
      }
    }
  }
`);

/** Follows what becomes of the bookings and the places in line of whoever looks: the cache shows it everywhere. */
export function useOwnChanges(): void {
  useSubscription({ query: bookingSubscription });
  useSubscription({ query: waitlistSubscription });
}
