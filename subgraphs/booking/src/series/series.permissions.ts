import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { anyone, can, type Permissions, signedIn } from '@freehold/kernel/permissions/rules';
import { connectionPermissions } from '@freehold/kernel/subgraph/schema/connection';

export const seriesActions = { 'series.schedule': STAFF } satisfies Actions;

/** What recurs is as public as the schedule itself. */
export const seriesPermissions: Permissions = {
  Query: { series: anyone },
  Mutation: { scheduleSeries: can('series.schedule'), extendSeries: can('series.schedule') },
  Series: {
    id: anyone,
    offering: anyone,
    rule: anyone,
    startsLocal: anyone,
    timeZone: anyone,
    durationMinutes: anyone,
    capacity: anyone,
    exdates: anyone,
    rdates: anyone,
    shiftMinutes: anyone,
    version: anyone,
    endedBefore: anyone,
    horizonDays: anyone,
    occurrences: anyone,
  },
  Occurrence: {
    id: anyone,
    series: anyone,
    originalLocalStart: anyone,
    startsLocal: anyone,
    session: anyone,
    isOverridden: anyone,
    isCanceled: anyone,
    driftedTo: can('series.schedule'),
  },
  Session: { occurrence: anyone },
  ScheduleSeriesPayload: {
    series: can('series.schedule'),
    sessionsScheduled: can('series.schedule'),
    failures: can('series.schedule'),
  },
  OccurrenceFailure: { localStart: signedIn, code: signedIn, message: signedIn },
  ...connectionPermissions('Series', anyone),
  ...connectionPermissions('Occurrence', anyone),
};
