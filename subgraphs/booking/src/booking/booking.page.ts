import { preparePage } from '@freehold/kernel/database/prepared/prepared-page';
import { Offering } from '../offering/offering.entity.ts';
import { Resource } from '../resource/resource.entity.ts';
import { Session } from '../session/session.entity.ts';
import { Booking } from './booking.entity.ts';

/** Lists of bookings, newest first, with the sessions, offerings and resources that a selection wants. */
export const bookingsPage = preparePage({
  entity: Booking,
  orderBy: ['bookedAt', 'id'],
  direction: 'desc',
  follow: {
    session: Session,
    'session.offering': Offering,
    'session.resource': Resource,
    'session.offering.resource': Resource,
  },
  needs: {
    customer: ['customerId'],
    price: ['priceMinor', 'currency'],
    passes: ['creditsTaken'],
    'session.seatsLeft': ['capacity', 'seatsTaken'],
    'session.resources': ['resource'],
    'session.offering.price': ['priceMinor', 'currency'],
    'session.offering.furtherNeeds': [],
  },
  always: ['customerId'],
});
