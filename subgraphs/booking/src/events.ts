import { defineEvent } from '@freehold/kernel/events/domain-event';
import { idSchema } from '@freehold/kernel/values/id-schema';
import { z } from 'zod';

/** A session was put on the schedule. */
export const SessionScheduled = defineEvent(
  'booking.session-scheduled',
  z.object({ sessionId: idSchema('ssn'), startsAt: z.iso.datetime() }),
);

/** A session's seats changed hands: its free seats are others now. */
export const SessionChanged = defineEvent(
  'booking.session-changed',
  z.object({
    sessionId: idSchema('ssn'),
    /** True of one that a booking made, which staff alone sees. */
    isOnDemand: z.boolean().optional(),
  }),
);

/** A session was called off; what was booked of it is given back by events of its own. */
export const SessionCanceled = defineEvent(
  'booking.session-canceled',
  z.object({ sessionId: idSchema('ssn'), startsAt: z.iso.datetime() }),
);

const bookingFacts = {
  bookingId: idSchema('bkg'),
  sessionId: idSchema('ssn'),
  customerId: idSchema('mbr'),
  seats: z.number().int(),
  /** The day on which it was booked, in the tenant's time zone, `YYYY-MM-DD`. */
  bookedOn: z.string(),
};

/** A customer got seats of a session, or with a PENDING booking has asked for them. */
export const BookingMade = defineEvent(
  'booking.booking-made',
  z.object({ ...bookingFacts, status: z.enum(['PENDING', 'CONFIRMED']).optional() }),
);

/** Bookings of one series were made in one go; each told so itself, too. */
export const SeriesBooked = defineEvent(
  'booking.series-booked',
  z.object({
    seriesId: idSchema('srs'),
    customerId: idSchema('mbr'),
    /** At most 500. */
    bookingIds: z.array(idSchema('bkg')),
  }),
);

/** A booking was given back, or its session was called off. */
export const BookingCanceled = defineEvent(
  'booking.booking-canceled',
  z.object({
    ...bookingFacts,
    outcome: z.enum(['CANCELED', 'LATE_CANCELED', 'DECLINED', 'SESSION_CANCELED']).optional(),
  }),
);

/** Staff promised what a customer had asked for. */
export const BookingApproved = defineEvent('booking.booking-approved', z.object(bookingFacts));

/** A booking took the place of another one. Of the other one nothing else is told. */
export const BookingRescheduled = defineEvent(
  'booking.booking-rescheduled',
  z.object({ ...bookingFacts, fromBookingId: idSchema('bkg'), fromSessionId: idSchema('ssn') }),
);

/** A booking is new, or does not stand as it stood. */
export const BookingChanged = defineEvent(
  'booking.booking-changed',
  z.object({ bookingId: idSchema('bkg'), customerId: idSchema('mbr') }),
);

/** The rules of booking of an offering, or with null of the tenant, were written anew. */
export const PolicySet = defineEvent(
  'booking.policy-set',
  z.object({
    policyId: idSchema('pol'),
    offeringId: idSchema('off').nullable(),
    version: z.number().int(),
  }),
);

/** An event was put on, to which tickets can be had. */
export const EventCreated = defineEvent(
  'booking.event-created',
  z.object({ eventId: idSchema('evn'), startsAt: z.iso.datetime() }),
);

/** An event takes place at another time or in another place; its tickets stay good. */
export const EventMoved = defineEvent(
  'booking.event-moved',
  z.object({
    eventId: idSchema('evn'),
    /** When it was to begin before. */
    startedAt: z.iso.datetime(),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
    locationName: z.string().nullable(),
  }),
);

/** An event will not take place; so many tickets to it were taken. */
export const EventCalledOff = defineEvent(
  'booking.event-called-off',
  z.object({ eventId: idSchema('evn'), ticketsTaken: z.number().int() }),
);

const ticketOrder = {
  orderId: idSchema('ord'),
  eventId: idSchema('evn'),
  customerId: idSchema('mbr'),
  /** In minor units of the currency. */
  totalMinor: z.number().int(),
  currency: z.string(),
};

/** A customer ordered tickets. */
export const TicketOrderPlaced = defineEvent(
  'booking.ticket-order-placed',
  z.object({ ...ticketOrder, tickets: z.number().int(), isPaid: z.boolean() }),
);

/** An order of tickets was paid after it was placed. */
export const TicketOrderPaid = defineEvent('booking.ticket-order-paid', z.object(ticketOrder));

/** An order of tickets was canceled; its tickets admit nobody. */
export const TicketOrderCanceled = defineEvent(
  'booking.ticket-order-canceled',
  z.object({ ...ticketOrder, tickets: z.number().int() }),
);

/** A ticket went from one holder to another; what the first one printed admits nobody. */
export const TicketTransferred = defineEvent(
  'booking.ticket-transferred',
  z.object({
    ticketId: idSchema('tkt'),
    eventId: idSchema('evn'),
    fromId: idSchema('mbr'),
    toId: idSchema('mbr'),
  }),
);

/** A ticket was made out anew; what was printed before admits nobody. */
export const TicketReissued = defineEvent(
  'booking.ticket-reissued',
  z.object({ ticketId: idSchema('tkt'), eventId: idSchema('evn'), version: z.number().int() }),
);

/** Sessions were put on the schedule as a series; each told so itself, too. */
export const SeriesScheduled = defineEvent(
  'booking.series-scheduled',
  z.object({ seriesId: idSchema('srs') }),
);

/** Occurrences of a series were changed or called off; each session told so itself, too. */
export const SeriesChanged = defineEvent(
  'booking.series-changed',
  z.object({ seriesId: idSchema('srs'), version: z.number().int() }),
);

/** A session begins at another time, is given by somebody else or takes another number of people; who booked it still has. */
export const SessionMoved = defineEvent(
  'booking.session-moved',
  z.object({
    sessionId: idSchema('ssn'),
    startedAt: z.iso.datetime(),
    startsAt: z.iso.datetime(),
    offeringId: idSchema('off'),
  }),
);

/** The clocks of a zone follow other rules now, and a session could not be moved to when its series says. */
export const OccurrenceDrifted = defineEvent(
  'booking.occurrence-drifted',
  z.object({
    occurrenceId: idSchema('occ'),
    sessionId: idSchema('ssn'),
    startsAt: z.iso.datetime(),
    shouldStartAt: z.iso.datetime(),
  }),
);

/** A customer did not come, and this is what it costs by the rules that were agreed. */
export const BookingMissed = defineEvent(
  'booking.booking-missed',
  z.object({
    bookingId: idSchema('bkg'),
    sessionId: idSchema('ssn'),
    customerId: idSchema('mbr'),
    seats: z.number().int(),
    /** The day on which it had been booked, in the tenant's time zone, `YYYY-MM-DD`. */
    bookedOn: z.string(),
    consequence: z.enum(['NONE', 'FEE', 'CREDIT_LOST', 'STRIKE']),
    /** In minor units of the currency, as digits. */
    feeMinor: z.string(),
    currency: z.string(),
  }),
);

/** A customer came and used a booking. */
export const BookingCheckedIn = defineEvent(
  'booking.booking-checked-in',
  z.object({
    bookingId: idSchema('bkg'),
    sessionId: idSchema('ssn'),
    customerId: idSchema('mbr'),
    seats: z.number().int(),
    /** The day on which it had been booked, in the tenant's time zone, `YYYY-MM-DD`. */
    bookedOn: z.string(),
  }),
);

/** Staff took a strike back. */
export const StrikeTakenBack = defineEvent(
  'booking.strike-taken-back',
  z.object({ strikeId: idSchema('stk'), memberId: idSchema('mbr'), bookingId: idSchema('bkg') }),
);

/** Staff set the rules aside for a booking. */
export const PolicyOverridden = defineEvent(
  'booking.policy-overridden',
  z.object({
    bookingId: idSchema('bkg'),
    deed: z.enum(['BOOKED', 'MOVED', 'CANCELED', 'PHOTO_REMOVED']),
    by: idSchema('mbr'),
  }),
);

/** A customer owes a fee, by the rules that were agreed, for a booking that was given back late or missed. */
export const FeeFellDue = defineEvent(
  'booking.fee-fell-due',
  z.object({
    bookingId: idSchema('bkg'),
    customerId: idSchema('mbr'),
    cause: z.enum(['LATE_CANCELED', 'NO_SHOW']),
    /** In minor units of the currency, as digits; more than 0. */
    feeMinor: z.string(),
    currency: z.string(),
  }),
);

const pass = { passId: idSchema('pss'), customerId: idSchema('mbr') };

/** A customer got credits. */
export const PassIssued = defineEvent(
  'booking.pass-issued',
  z.object({ ...pass, credits: z.number().int() }),
);

/** Staff changed a pass. */
export const PassChanged = defineEvent(
  'booking.pass-changed',
  z.object({ ...pass, creditsLeft: z.number().int() }),
);

/** Staff ended a pass. */
export const PassRevoked = defineEvent('booking.pass-revoked', z.object(pass));

const waiting = {
  entryId: idSchema('wle'),
  sessionId: idSchema('ssn'),
  customerId: idSchema('mbr'),
  partySize: z.number().int(),
};

/** A customer waits for seats of a session that is full. */
export const WaitlistJoined = defineEvent('booking.waitlist-joined', z.object(waiting));

/** A customer does not want to wait any more, or staff took the customer out of the line. */
export const WaitlistLeft = defineEvent('booking.waitlist-left', z.object(waiting));

/** A customer who waited has a booking: without being asked, or because an offer was accepted. */
export const WaitlistPromoted = defineEvent(
  'booking.waitlist-promoted',
  z.object({ ...waiting, bookingId: idSchema('bkg') }),
);

/** Seats are kept for a customer who waited, until an instant. */
export const WaitlistOffered = defineEvent(
  'booking.waitlist-offered',
  z.object({ ...waiting, expiresAt: z.iso.datetime() }),
);

/** A customer let seats go that were offered. */
export const WaitlistOfferEnded = defineEvent(
  'booking.waitlist-offer-ended',
  z.object({ ...waiting, outcome: z.enum(['DECLINED', 'EXPIRED']) }),
);

/** An entry of a waitlist is new, or does not stand as it stood. */
export const WaitlistChanged = defineEvent(
  'booking.waitlist-changed',
  z.object({ entryId: idSchema('wle'), customerId: idSchema('mbr') }),
);
