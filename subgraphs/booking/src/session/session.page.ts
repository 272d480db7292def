import { preparePage } from '@freehold/kernel/database/prepared/prepared-page';
import { Offering } from '../offering/offering.entity.ts';
import { Resource } from '../resource/resource.entity.ts';
import { Session } from './session.entity.ts';

/** Lists of sessions, soonest first, with the offerings and resources that a selection wants. */
export const sessionsPage = preparePage({
  entity: Session,
  orderBy: ['startsAt', 'id'],
  direction: 'asc',
  follow: { offering: Offering, resource: Resource, 'offering.resource': Resource },
  needs: {
    seatsLeft: ['capacity', 'seatsTaken'],
    myBooking: [],
    bookings: [],
    resources: ['resource'],
    'offering.price': ['priceMinor', 'currency'],
    'offering.furtherNeeds': [],
  },
  always: [],
});
