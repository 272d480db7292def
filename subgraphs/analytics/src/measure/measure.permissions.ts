import { STAFF } from '@freehold/kernel/caller/role';
import type { Actions } from '@freehold/kernel/permissions/actions';
import { allOf, can, feature, type Permissions } from '@freehold/kernel/permissions/rules';

export const measureActions = { 'analytics.read': STAFF } satisfies Actions;

const staffWithAnalytics = allOf(can('analytics.read'), feature('analytics'));

/** Statistics are for those who work there, where the plan includes them. */
export const measurePermissions: Permissions = {
  Tenant: { bookingsPerDay: staffWithAnalytics },
  Subscription: { bookingsPerDayChanged: staffWithAnalytics },
  DailyCount: { date: staffWithAnalytics, count: staffWithAnalytics },
};
