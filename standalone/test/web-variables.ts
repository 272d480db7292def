import type { EventFacts, Facts } from './web-facts.ts';

const MONTH = { from: '2026-11-01', to: '2026-11-30' };
const WEEKS = { from: '2026-11-16T00:00:00Z', to: '2026-12-31T00:00:00Z' };

type Variables = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** An event, a ticket of it, and the secret of the link by which that is handed over. */
type Handed = EventFacts & { readonly secret: string };

/** Values for the variables of the queries of the web that need some, by their names. */
export function webVariables(facts: Facts, event: Handed): Variables {
  return { ...ofBooking(facts), ...ofEvents(event) };
}

function ofBooking({ offeringId, resourceId, sessionId, bookingId, memberId }: Facts): Variables {
  const house = { offeringId, country: 'US', postalCode: '05401', propertySquareMeters: 800 };
  return {
    Analytics: MONTH,
    AvailableSlots: { offeringId, from: WEEKS.from, to: '2026-11-18T00:00:00Z', stepMinutes: 15 },
    Bookings: { first: 20 },
    CalendarSession: { id: sessionId },
    CalendarWeek: WEEKS,
    JobPhotos: { bookingId },
    KnownDays: MONTH,
    MyBookings: { time: 'UPCOMING' },
    Locations: { includeArchived: true },
    Offerings: { includeArchived: true },
    OpeningExceptions: { from: MONTH.from, resourceId },
    PolicyVersions: { offeringId },
    QuoteJob: { input: house },
    Resources: { includeArchived: false },
    RulesOfOffering: { offeringId },
    RulesOfTimedOffering: { offeringId },
    Schedule: WEEKS,
    SeriesOfSession: WEEKS,
    SessionsToMoveTo: { ...WEEKS, offeringId },
    StrikesOfMember: { memberId },
    TimedOffering: { id: offeringId },
  };
}

function ofEvents({ eventId, ticketId, secret }: Handed): Variables {
  return {
    EventToManage: { id: eventId },
    EventToVisit: { id: eventId },
    Events: WEEKS,
    Gate: { eventId },
    HandoverToClaim: { secret },
    MoreOrders: { eventId },
    MoreTickets: { eventId },
    TicketPdf: { id: ticketId },
    TicketToShow: { id: ticketId },
  };
}
