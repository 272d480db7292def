import {
  cacheExchange,
  type KeyGenerator,
  type UpdateResolver,
  type UpdatesConfig,
} from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { rangeIn, withDay } from './days.ts';
import { forget, forgetLists, forgetOf, within } from './forget.ts';
import { graphql } from './generated/gql.ts';
import type { BookingsPerDayChangedSubscription } from './generated/graphql.ts';

const embedded: KeyGenerator = () => null;
const byKey: KeyGenerator = ({ key }) => (typeof key === 'string' ? key : null);

/** What is part of something else and has no name of its own. */
const EMBEDDED = [
  'BookingLimit',
  'BookingLimits',
  'BookingPolicy',
  'CancellationTier',
  'CheckInRule',
  'DailyCount',
  'Entitlement',
  'JobAddress',
  'JobPhotoRule',
  'JobQuote',
  'Money',
  'NoShowRule',
  'OccurrenceFailure',
  'OpeningHours',
  'PlanMeter',
  'PlanPrice',
  'Slot',
  'StrikeRule',
  'WaitlistRule',
  'WeeklyHours',
];

/** Lists of the session that a booking in the answer is of. */
const OF_SESSION = ['bookings', 'waitlist'];

/** A booking that came, went or moved: every list of bookings is asked again, and what passes have left. */
const forgetBookings: UpdateResolver = (result, _args, cache) => {
  forget(cache, 'Query', ['myBookings', 'myWaitlist']);
  const [tenant, me] = [cache.resolve('Query', 'tenant'), cache.resolve('Query', 'me')];
  if (typeof tenant === 'string') forget(cache, tenant, ['bookings', 'bookingsPerDay']);
  if (typeof me === 'string') forget(cache, me, ['passes']);
  for (const payload of Object.values(result)) {
    for (const path of [
      ['booking', 'session', 'id'],
      ['entry', 'session', 'id'],
      ['session', 'id'],
    ])
      forgetOf(cache, 'Session', within(payload, ...path), OF_SESSION);
  }
};

/** Sessions that came, went or moved. */
const forgetSessions: UpdateResolver = (result, args, cache, info) => {
  forget(cache, 'Query', ['sessions', 'series']);
  forgetBookings(result, args, cache, info);
};

/** After a change of something of an event, its lists are asked again. */
const forgetOfEvent: UpdateResolver = (result, _args, cache) => {
  forget(cache, 'Query', ['myOrders', 'myTickets']);
  const lists = ['orders', 'tickets', 'ticketProducts', 'quotas', 'checkInLists', 'ticketsTaken'];
  for (const payload of Object.values(result)) {
    const ids = ['order', 'ticketProduct', 'ticket', 'checkInList', 'quota'].map((of) =>
      within(payload, of, 'event', 'id'),
    );
    for (const id of ids) forgetOf(cache, 'Event', id, lists);
  }
};

/** An order that somebody else, or the clock, changed. */
const followOrder: UpdateResolver = (result, args, cache, info) => {
  for (const order of Object.values(result)) forgetOfEvent({ told: { order } }, args, cache, info);
};

/** A scan is one more of its list. */
const forgetScans: UpdateResolver = (result, _args, cache) =>
  forgetOf(cache, 'CheckInList', within(result, 'scanTicket', 'scan', 'list', 'id'), ['scans']);

/** Another plan opens and closes fields: all that was read of the tenant is asked again. */
const forgetTenant: UpdateResolver = (_result, _args, cache) => {
  cache.invalidate('Query', 'tenant');
};

/** A new period is a new usage: the meter points to the one that moved. */
const followUsage: UpdateResolver = (result, _args, cache) => {
  const [id, key] = [within(result, 'usageChanged', 'id'), within(result, 'usageChanged', 'meter', 'key')];
  if (typeof id !== 'string' || typeof key !== 'string') return;
  cache.link({ __typename: 'Meter', key }, 'usage', { __typename: 'Usage', id });
};

const knownDays = graphql(`
  query KnownDays($from: LocalDate!, $to: LocalDate!) {
    tenant {
      id
      bookingsPerDay(from: $from, to: $to) {
        date
        count
      }
    }
  }
`);

/** A day that moved moves in every range of days that was read. */
const followDay: UpdateResolver<BookingsPerDayChangedSubscription> = (result, _args, cache) => {
  const tenant = cache.resolve('Query', 'tenant');
  if (typeof tenant !== 'string') return;
  for (const { fieldName, arguments: args } of cache.inspectFields(tenant)) {
    const range = fieldName === 'bookingsPerDay' ? rangeIn(args) : null;
    if (range === null) continue;
    cache.updateQuery({ query: knownDays, variables: range }, (known) => {
      if (!known?.tenant?.bookingsPerDay) return known;
      const days = withDay(known.tenant.bookingsPerDay, result.bookingsPerDayChanged, range);
      return { ...known, tenant: { ...known.tenant, bookingsPerDay: days } };
    });
  }
};

const updates: UpdatesConfig = {
  Mutation: {
    acceptOffer: forgetBookings,
    approveBooking: forgetBookings,
    archiveLocation: forgetLists('locations'),
    archiveOffering: forgetLists('offerings'),
    archiveResource: forgetLists('resources'),
    bookInterval: forgetSessions,
    bookJob: forgetSessions,
    bookSeries: forgetBookings,
    bookSession: forgetBookings,
    cancelBooking: forgetBookings,
    cancelOccurrences: forgetSessions,
    cancelOrder: forgetOfEvent,
    cancelSession: forgetSessions,
    changePlan: forgetTenant,
    changeSeries: forgetSessions,
    changeSessionCapacity: forgetBookings,
    claimTicket: forgetLists('myTickets', 'ticket', 'ticketHandover'),
    closeSession: forgetBookings,
    createCalendarFeed: forgetLists('myCalendarFeeds'),
    createCheckInList: forgetOfEvent,
    createEvent: forgetLists('events'),
    createLocation: forgetLists('locations'),
    createOffering: forgetLists('offerings'),
    createQuota: forgetLists('event'),
    createResource: forgetLists('resources'),
    createResourcePool: forgetLists('resourcePools'),
    createTicketProduct: forgetOfEvent,
    declineBooking: forgetBookings,
    declineOffer: forgetBookings,
    joinWaitlist: forgetBookings,
    leaveWaitlist: forgetBookings,
    markOrderPaid: forgetOfEvent,
    moveSession: forgetSessions,
    openTicketHandover: forgetLists('ticket'),
    placeOrder: forgetOfEvent,
    reissueTicket: forgetOfEvent,
    removeOpeningException: forgetLists('openingExceptions'),
    rescheduleBooking: forgetSessions,
    restoreLocation: forgetLists('locations'),
    restoreOffering: forgetLists('offerings'),
    restoreResource: forgetLists('resources'),
    scanTicket: forgetScans,
    scheduleSeries: forgetSessions,
    scheduleSession: forgetSessions,
    setBookingPolicy: forgetLists('bookingPolicy', 'bookingPolicies'),
    setOpeningException: forgetLists('openingExceptions'),
    setWaitlistPriority: forgetBookings,
    setWeeklyHours: forgetLists('resources', 'locations'),
    transferTicket: forgetLists('myTickets', 'ticket'),
    withdrawTicketHandover: forgetLists('ticket'),
  },
  Subscription: {
    bookingChanged: forgetBookings,
    bookingsPerDayChanged: followDay,
    myBookingChanged: forgetBookings,
    myOrderChanged: followOrder,
    myWaitlistChanged: forgetBookings,
    orderChanged: followOrder,
    usageChanged: followUsage,
  },
};

/** The normalised cache: what changes in one place changes wherever it is shown. */
export const normalisedCache = () =>
  cacheExchange({
    keys: {
      Plan: byKey,
      Meter: byKey,
      Feature: byKey,
      ...Object.fromEntries(EMBEDDED.map((typeName) => [typeName, embedded])),
    },
    resolvers: {
      Query: { sessions: relayPagination(), events: relayPagination() },
    },
    updates,
  });
