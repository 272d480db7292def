import { CalendarDays, ChartColumn, Gauge, type LucideIcon, Ticket, UsersRound } from 'lucide-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { type Bearer, isCustomer, isStaff } from '../session/roles.ts';

/** A page of the workspace: where it is, who sees it, and its script, loaded when first needed. */
export interface WorkspacePage {
  readonly path: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly isFor: (member: Bearer) => boolean;
  readonly Page: LazyExoticComponent<ComponentType>;
}

const everyone = () => true;

/** All pages, in the order of the navigation. */
export const PAGES: readonly WorkspacePage[] = [
  {
    path: '/dashboard',
    label: 'Dashboard',
    icon: Gauge,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/dashboard/dashboard-page.tsx')).DashboardPage,
    })),
  },
  {
    path: '/schedule',
    label: 'Schedule',
    icon: CalendarDays,
    isFor: everyone,
    Page: lazy(async () => ({
      default: (await import('../features/booking/schedule/schedule-page.tsx')).SchedulePage,
    })),
  },
  {
    path: '/my-bookings',
    label: 'My bookings',
    icon: Ticket,
    isFor: isCustomer,
    Page: lazy(async () => ({
      default: (await import('../features/booking/mine/my-bookings-page.tsx')).MyBookingsPage,
    })),
  },
  {
    path: '/bookings',
    label: 'Bookings',
    icon: UsersRound,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/booking/list/bookings-page.tsx')).BookingsPage,
    })),
  },
  {
    path: '/analytics',
    label: 'Analytics',
    icon: ChartColumn,
    isFor: isStaff,
    Page: lazy(async () => ({
      default: (await import('../features/analytics/analytics-page.tsx')).AnalyticsPage,
    })),
  },
];

/** The pages this member may open, in order; the first is home. */
export function pagesFor(member: Bearer): readonly WorkspacePage[] {
  return PAGES.filter(({ isFor }) => isFor(member));
}
