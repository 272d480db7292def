import { type Cache, cacheExchange, type KeyGenerator, type UpdateResolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { rangeIn, withDay } from './days.ts';
import { graphql } from './generated/gql.ts';
import type { BookingsPerDayChangedSubscription } from './generated/graphql.ts';

const embedded: KeyGenerator = () => null;
const byKey: KeyGenerator = ({ key }) => (typeof key === 'string' ? key : null);

/** Forgets what was read of these fields of an entity, so that it is asked again. */
function forget(cache: Cache, entity: string, fieldNames: readonly string[]): void {
  for (const { fieldName, arguments: args } of cache.inspectFields(entity)) {
    if (fieldNames.includes(fieldName)) cache.invalidate(entity, fieldName, args);
  }
}

const forgetBookings: UpdateResolver = (_result, _args, cache) => {
  forget(cache, 'Query', ['myBookings']);
  const tenant = cache.resolve('Query', 'tenant');
  if (typeof tenant === 'string') forget(cache, tenant, ['bookings', 'bookingsPerDay']);
};

/** Another plan opens and closes fields: all that was read of the tenant is asked again. */
const forgetTenant: UpdateResolver = (_result, _args, cache) => {
  cache.invalidate('Query', 'tenant');
};

/** A new period is a new usage: the meter points to the one that moved. */
const followUsage: UpdateResolver = (result, _args, cache) => {
  const usage = result.usageChanged;
  if (typeof usage !== 'object' || usage === null || !('id' in usage) || !('meter' in usage)) return;
  const { id, meter } = usage;
  if (typeof meter !== 'object' || meter === null || !('key' in meter)) return;
  if (typeof id !== 'string' || typeof meter.key !== 'string') return;
  cache.link({ __typename: 'Meter', key: meter.key }, 'usage', { __typename: 'Usage', id });
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

/** The normalised cache: what changes in one place changes wherever it is shown. */
export const normalisedCache = () =>
  cacheExchange({
    keys: {
      Plan: byKey,
      Meter: byKey,
      Feature: byKey,
      Money: embedded,
      DailyCount: embedded,
      PlanPrice: embedded,
      PlanMeter: embedded,
      Entitlement: embedded,
    },
    resolvers: { Query: { myBookings: relayPagination(), sessions: relayPagination() } },
    updates: {
      Mutation: {
        bookSession: forgetBookings,
        cancelBooking: forgetBookings,
        changePlan: forgetTenant,
      },
      Subscription: { usageChanged: followUsage, bookingsPerDayChanged: followDay },
    },
  });
