import { graphql } from '../../graphql/generated/gql.ts';

/** How the member who looks stands to a session: with a booking, in line, or not at all; and what is left. */
export const ownPlaceFragment = graphql(`
  fragment OwnPlace_Session on Session {
    id
    capacity
    seatsTaken
    seatsLeft
    myBooking {
      id
      status
      seats
      ...CancelButton_Booking
    }
    myWaitlistEntry {
      id
      ...WaitlistPlace_WaitlistEntry
    }
  }
`);
