import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';

export const seriesChangeActions = { 'series.change': STAFF } satisfies Actions;

/** Staff changes what recurs; whoever may book one session may book many. */
export const seriesChangePermissions: Permissions = {
  Mutation: {
    changeSeries: can('series.change'),
    cancelOccurrences: can('series.change'),
    realignSeries: can('series.change'),
    bookSeries: can('booking.book'),
  },
  ChangeSeriesPayload: {
    series: can('series.change'),
    occurrences: can('series.change'),
    failures: can('series.change'),
  },
  BookSeriesPayload: { bookings: signedIn, failures: signedIn },
};
